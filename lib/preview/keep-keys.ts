/** Whoever came to a field, or typed in it, so short a time ago does not want to leave it for a frame unasked. */
const justNowMs = 1_500;
/** A field that gets the focus so soon after a press was chosen by a person; else the page gave it, as when it opens. */
const chosenWithinMs = 300;
/** A frame that takes the focus so often within this time means to. Some take it once, when they begin. */
const mostGrabs = 4;
const grabsWithinMs = 3_000;

/**
 * Keeps the keys with whoever types in the page: when a program pulls the focus into its frame while they do, they get it
 * back, so that it does not read on what was meant for the editor. Who points at the stage, or presses Tab, goes in
 * unhindered. `onGrabbing` is called when a frame will not leave it. Returns what ends it.
 */
export function keepKeys(stage: HTMLElement, onGrabbing: () => void): () => void {
  let field: HTMLElement | null = null;
  let fieldAtMs = Number.NEGATIVE_INFINITY;
  let isPointedAt = false;
  let pressedAtMs = Number.NEGATIVE_INFINITY;
  const grabs = new WeakMap<Element, readonly number[]>();

  function noteField(target: EventTarget | null): void {
    field = isField(target) ? target : null;
    fieldAtMs = performance.now();
  }

  /** Chromium says first that the page has lost the focus, and only then to whom. */
  function onBlur(): void {
    setTimeout(giveBack);
  }

  function giveBack(): void {
    const frame = document.activeElement;
    const nowMs = performance.now();
    // A finger on a frame is seen by nobody out here, so on a touch screen nothing is taken back.
    if (!frame || !stage.contains(frame) || isPointedAt || matchMedia('(hover: none)').matches) return;
    if (!field?.isConnected || nowMs - fieldAtMs > justNowMs) return;
    const lately = [...(grabs.get(frame) ?? []).filter((atMs) => nowMs - atMs < grabsWithinMs), nowMs];
    grabs.set(frame, lately);
    if (lately.length >= mostGrabs) onGrabbing();
    field.focus();
  }

  const listeners = new AbortController();
  const { signal } = listeners;
  const capture = { capture: true, signal };
  const notePress = () => void (pressedAtMs = performance.now());
  window.addEventListener('pointerdown', notePress, capture);
  window.addEventListener('keydown', notePress, capture);
  window.addEventListener(
    'focusin',
    ({ target }) => {
      if (performance.now() - pressedAtMs < chosenWithinMs) noteField(target);
    },
    capture,
  );
  window.addEventListener('keydown', ({ key, target }) => noteField(/^(?:Tab|F6)$/.test(key) ? null : target), capture);
  window.addEventListener('blur', onBlur, { signal });
  for (const [type, isIn] of [
    ['pointerenter', true],
    ['pointermove', true],
    ['pointerleave', false],
  ] as const) {
    stage.addEventListener(type, () => void (isPointedAt = isIn), { signal });
  }
  return () => listeners.abort();
}

function isField(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false;
  // Monaco's own input is neither in newer browsers.
  const isNamed = target.getAttribute('role') === 'textbox';
  return isNamed || target.isContentEditable || /^(?:input|textarea)$/i.test(target.tagName);
}
