/** After each key the frames are out of reach for so long. */
const restMs = 2_000;
/** Whoever came to a field, or typed in it, so short a time ago does not want to leave it for a frame unasked. */
const justNowMs = 1_500;

/**
 * Keeps the keys with whoever types in the page. While they type, the frames on the stage are inert, so that a program
 * cannot pull the focus into itself and read on what was meant for the editor; and when it pulls it away from somebody who
 * has only just come to a field, they get it back. Who points at the stage, or presses Tab, goes in unhindered. Returns
 * what ends it.
 */
export function keepKeys(stage: HTMLElement): () => void {
  let endHold: ReturnType<typeof setTimeout> | null = null;
  let field: HTMLElement | null = null;
  let fieldAtMs = Number.NEGATIVE_INFINITY;
  let isPointedAt = false;
  const newcomers = new MutationObserver(() => {
    if (endHold !== null) mark(true);
  });
  newcomers.observe(stage, { childList: true });

  function mark(isInert: boolean): void {
    for (const frame of stage.querySelectorAll('iframe')) if (frame.inert !== isInert) frame.inert = isInert;
  }

  function hold(): void {
    if (endHold === null) mark(true);
    else clearTimeout(endHold);
    endHold = setTimeout(release, restMs);
  }

  function release(): void {
    if (endHold === null) return;
    clearTimeout(endHold);
    endHold = null;
    mark(false);
  }

  function onFocus({ target }: FocusEvent): void {
    field = isField(target) ? target : null;
    fieldAtMs = performance.now();
    if (!field) release();
  }

  function onKey({ key, target }: KeyboardEvent): void {
    if (key === 'Tab' || key === 'F6') {
      field = null;
      release();
    } else if (isField(target)) {
      field = target;
      fieldAtMs = performance.now();
      hold();
    }
  }

  function onBlur(): void {
    const isTaken = stage.contains(document.activeElement) && !isPointedAt && !matchMedia('(hover: none)').matches;
    if (!isTaken || !field?.isConnected || performance.now() - fieldAtMs > justNowMs) return;
    hold();
    field.focus();
  }

  const onEnter = () => {
    isPointedAt = true;
    release();
  };
  const onLeave = () => {
    isPointedAt = false;
  };
  const listeners = new AbortController();
  const { signal } = listeners;
  window.addEventListener('focusin', onFocus, { capture: true, signal });
  window.addEventListener('keydown', onKey, { capture: true, signal });
  window.addEventListener('blur', onBlur, { signal });
  stage.addEventListener('pointerenter', onEnter, { signal });
  stage.addEventListener('pointermove', onEnter, { signal });
  stage.addEventListener('pointerleave', onLeave, { signal });
  return () => {
    release();
    newcomers.disconnect();
    listeners.abort();
  };
}

function isField(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false;
  // Monaco's own input is neither in newer browsers.
  const isNamed = target.getAttribute('role') === 'textbox';
  return isNamed || target.isContentEditable || /^(?:input|textarea)$/i.test(target.tagName);
}
