/** Calls `paint` once per animation frame while there is something to show. */
export interface FrameSchedule {
  /** Asks for a paint with the next frame; asking again before it comes changes nothing. */
  request(): void;
  stop(): void;
}

/** How long a paint waits where there are no frames: hidden tabs, windows that are covered. */
const withoutFramesMs = 120;

/** Makes a schedule on the browser's frames. A hidden tab has none, so a timer stands in for them. */
export function createFrameSchedule(paint: () => void): FrameSchedule {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    cancel();
    paint();
  };
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    request() {
      if (timer !== undefined) return;
      timer = setTimeout(run, withoutFramesMs);
      if (!document.hidden) frame = requestAnimationFrame(run);
    },
    stop: cancel,
  };
}
