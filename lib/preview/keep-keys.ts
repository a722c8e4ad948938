/** After the last key, frames are left out of reach for so long. */
const restMs = 10_000;

/**
 * Keeps the keys with whoever types in the page: while they do, the frames on the stage are inert, so that a program
 * cannot pull the focus into itself and read on what was meant for the editor. Pointing at the stage, or the key Tab, lets
 * them be entered again. Returns what ends it.
 */
export function keepKeys(stage: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const newcomers = new MutationObserver(() => {
    if (timer !== null) mark(true);
  });
  newcomers.observe(stage, { childList: true });

  function mark(isInert: boolean): void {
    for (const frame of stage.querySelectorAll('iframe')) if (frame.inert !== isInert) frame.inert = isInert;
  }

  function release(): void {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    mark(false);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Tab' || event.key === 'F6' || !isTyping(event.target)) {
      release();
      return;
    }
    if (timer === null) mark(true);
    else clearTimeout(timer);
    timer = setTimeout(release, restMs);
  }

  window.addEventListener('keydown', onKey, true);
  stage.addEventListener('pointermove', release);
  stage.addEventListener('pointerdown', release);
  return () => {
    release();
    newcomers.disconnect();
    window.removeEventListener('keydown', onKey, true);
    stage.removeEventListener('pointermove', release);
    stage.removeEventListener('pointerdown', release);
  };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:input|textarea)$/i.test(target.tagName));
}
