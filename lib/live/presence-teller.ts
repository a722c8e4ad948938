import type { Clock } from '../base/clock.ts';
import type { ToldCaret } from './carets.ts';

/** Tells the others who this is and where they are. What cannot be told is not told again: the next word corrects it. */
export interface PresenceTeller {
  /** Soon, but not more often than a few times a second: what holds then is told. */
  tell(): void;
  close(): void;
}

/** Between two words. */
const leastMs = 250;

/** After the server asked to be left alone, or could not be reached. */
const leaveAloneMs = 5_000;

/** Tells to one session's door. `now` is asked for what holds right when it is told. */
export function createPresenceTeller({
  url,
  headers,
  now,
  clock,
}: {
  readonly url: string;
  headers(): Readonly<Record<string, string>>;
  now(): { readonly clientId: string; readonly name: string; readonly caret: ToldCaret | null };
  readonly clock: Clock;
}): PresenceTeller {
  const closing = new AbortController();
  let isWaiting = false;
  let hasNews = false;
  let cancelWait: () => void = () => {};
  return {
    tell() {
      hasNews = true;
      if (!isWaiting) void tellNow();
    },
    close() {
      closing.abort();
      cancelWait();
    },
  };

  async function tellNow(): Promise<void> {
    isWaiting = true;
    hasNews = false;
    const isTaken = await post();
    if (closing.signal.aborted) return;
    cancelWait = clock.schedule(isTaken ? leastMs : leaveAloneMs, () => {
      isWaiting = false;
      if (hasNews) void tellNow();
    });
  }

  async function post(): Promise<boolean> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers(), 'Content-Type': 'application/json' },
        body: JSON.stringify(now()),
        signal: closing.signal,
      });
      return response.ok;
    } catch {
      return false;
    }
  }
}
