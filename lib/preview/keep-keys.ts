/** After the last key, or after it got the focus, a field keeps the frames out of reach for so long. */
const restMs = 30_000;

/**
 * Keeps the keys with whoever types in the page: while a field of it has the focus, the frames on the stage are inert, so
 * that a program cannot pull the focus into itself and read on what was meant for the editor. Pointing at the stage, or
 * the key Tab, lets them be entered again. Returns what ends it.
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

  function hold(): void {
    if (timer === null) mark(true);
    else clearTimeout(timer);
    timer = setTimeout(release, restMs);
  }

  function release(): void {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    mark(false);
  }

  function onFocus({ target }: FocusEvent): void {
    if (isField(target)) hold();
    else release();
  }

  function onKey({ key, target }: KeyboardEvent): void {
    if (key === 'Tab' || key === 'F6') release();
    else if (isField(target)) hold();
  }

  window.addEventListener('focusin', onFocus, true);
  window.addEventListener('keydown', onKey, true);
  stage.addEventListener('pointermove', release);
  stage.addEventListener('pointerdown', release);
  return () => {
    release();
    newcomers.disconnect();
    window.removeEventListener('focusin', onFocus, true);
    window.removeEventListener('keydown', onKey, true);
    stage.removeEventListener('pointermove', release);
    stage.removeEventListener('pointerdown', release);
  };
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Monaco's own input is neither in newer browsers.
  const isNamed = target.getAttribute('role') === 'textbox';
  return isNamed || target.isContentEditable || /^(?:input|textarea)$/i.test(target.tagName);
}
