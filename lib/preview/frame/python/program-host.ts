import type { Tell } from './interpreter.ts';

/** What Python's side calls: the module `_flint_host`. */
export interface ProgramHost {
  readonly module: Record<string, unknown>;
  /** A new program: nothing is left of what the one before waited for. */
  reset(): void;
  answer(text: string): void;
  event(event: string): void;
  /** The page took in what was drawn. */
  drawn(): void;
}

/** A page that is busy painting takes in many steps at once afterwards: only one that is far behind is waited for. */
const mostNotDrawn = 30;

/** Connects the program in the worker to the page. `flush` tells what the program wrote, before it waits. */
export function createProgramHost(tell: Tell, flush: () => void): ProgramHost {
  let answer: ((text: string) => void) | null = null;
  let wake: (() => void) | null = null;
  let whenDrawn: (() => void) | null = null;
  let notDrawn = 0;
  let events: string[] = [];
  let timers = new Set<ReturnType<typeof setTimeout>>();
  const soon = new MessageChannel();
  let sleepers: (() => void)[] = [];
  soon.port1.addEventListener('message', () => sleepers.shift()?.());
  soon.port1.start();

  function event(told: string): void {
    // A program that does not listen is not buried in movements of the mouse.
    if (events.length < 1_000) events.push(told);
    wake?.();
    wake = null;
  }

  return {
    module: {
      sleep: (ms: number) =>
        new Promise<void>((resolve) => {
          flush();
          if (ms > 0) setTimeout(resolve, ms);
          else {
            // A timer of no length takes 4 ms when there are many.
            sleepers.push(resolve);
            soon.port2.postMessage(null);
          }
        }),
      ask: () =>
        new Promise<string>((resolve) => {
          answer = resolve;
          flush();
          tell({ type: 'ask' });
        }),
      picture(png: Uint8Array) {
        flush();
        const bytes = png.slice();
        tell({ type: 'picture', png: bytes.buffer }, [bytes.buffer]);
      },
      openStage: () => tell({ type: 'stage' }),
      draw(steps: string) {
        notDrawn += 1;
        tell({ type: 'draw', steps });
      },
      /** When the page is no longer behind. */
      untilDrawn: () => (notDrawn <= mostNotDrawn ? null : new Promise<void>((resolve) => (whenDrawn = resolve))),
      takeEvent: () => events.shift() ?? '',
      untilEvent() {
        flush();
        return events.length > 0 ? Promise.resolve() : new Promise<void>((resolve) => (wake = resolve));
      },
      startTimer(key: number, ms: number) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          event(JSON.stringify(['timer', key]));
        }, ms);
        timers.add(timer);
      },
      setListening: (isListening: boolean) => tell({ type: 'listening', isListening }),
    },
    reset() {
      for (const timer of timers) clearTimeout(timer);
      timers = new Set();
      events = [];
      notDrawn = 0;
      answer = wake = whenDrawn = null;
    },
    answer(text) {
      answer?.(text);
      answer = null;
    },
    event,
    drawn() {
      notDrawn -= 1;
      if (notDrawn > mostNotDrawn) return;
      whenDrawn?.();
      whenDrawn = null;
    },
  };
}
