import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import type { Command } from '../session/command.ts';

/** How a command went: taken, or refused with a stable code and plain words. */
export type SendOutcome =
  | { readonly status: 'done'; readonly sequence: number }
  | { readonly status: 'refused'; readonly code: string; readonly text: string };

/** Sends commands, each until the server has answered for it: what a broken way or a busy server swallows is sent again under the same key. */
export interface CommandSender {
  send(command: Command, idempotencyKey: string): Promise<SendOutcome>;
  /** The way is there again: what waits or hangs is sent anew at once. */
  hurry(): void;
  /** Gives up what is still under way. */
  close(): void;
}

/** An answer that takes longer does not come: the connection is dead without a word. */
const answerWithinMs = 20_000;

/** Sends to one session's door. `onWait` is told whether something has to be sent again. */
export function createCommandSender({
  url,
  headers,
  clock,
  onWait,
}: {
  readonly url: string;
  /** What goes with a command. */
  headers(command: Command): Readonly<Record<string, string>>;
  readonly clock: Clock;
  onWait(isWaiting: boolean): void;
}): CommandSender {
  const closing = new AbortController();
  const hurried = createEmitter<null>();
  return {
    async send(command, idempotencyKey) {
      for (let attempt = 0; ; attempt++) {
        const outcome = await trySend(command, idempotencyKey);
        if (outcome.status !== 'again') {
          if (attempt > 0) onWait(false);
          return outcome;
        }
        if (closing.signal.aborted) return { status: 'refused', code: 'closed', text: 'The session was closed.' };
        onWait(true);
        await waitOrHurry(outcome.afterMs ?? backoffMs(attempt, { firstMs: 200, mostMs: 5_000 }));
      }
    },
    hurry() {
      hurried.emit(null);
    },
    close() {
      closing.abort();
      hurried.emit(null);
    },
  };

  function waitOrHurry(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        cancel();
        end();
        resolve();
      };
      const cancel = clock.schedule(delayMs, goOn);
      const end = hurried.listen(goOn);
    });
  }

  async function trySend(
    command: Command,
    idempotencyKey: string,
  ): Promise<SendOutcome | { readonly status: 'again'; readonly afterMs?: number }> {
    let response: Response;
    let body: unknown;
    const giveUp = new AbortController();
    const cancelPatience = clock.schedule(answerWithinMs, () => giveUp.abort());
    const endHurry = hurried.listen(() => giveUp.abort());
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { ...headers(command), 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
        body: JSON.stringify(command),
        signal: giveUp.signal,
      });
      body = await response.json().catch(() => null);
    } catch {
      return { status: 'again' };
    } finally {
      cancelPatience();
      endHurry();
    }
    if (response.status === 503 || response.status === 502 || response.status === 504) return { status: 'again' };
    // What was typed is never given up for being typed fast.
    if (response.status === 429 && command.type === 'change-text') {
      return { status: 'again', afterMs: Math.min(60_000, Math.max(0, readRetryAfter(body) ?? 1_000)) };
    }
    if (response.ok) return { status: 'done', sequence: readSequence(body) };
    return { status: 'refused', ...readError(body) };
  }
}

/** The code and words of an error that the server sent, or general ones. */
export function readError(body: unknown): { readonly code: string; readonly text: string } {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | null)?.error;
  return {
    code: typeof error?.code === 'string' ? error.code : 'unknown',
    text: typeof error?.message === 'string' ? error.message : 'The server did not accept this. Try again.',
  };
}

function readSequence(body: unknown): number {
  const sequence = (body as { sequence?: unknown } | null)?.sequence;
  return typeof sequence === 'number' ? sequence : 0;
}

/** How long an error that the server sent asks to wait, in milliseconds; null where it does not say. */
export function readRetryAfter(body: unknown): number | null {
  const retryAfterMs = (body as { error?: { retryAfterMs?: unknown } } | null)?.error?.retryAfterMs;
  return typeof retryAfterMs === 'number' ? retryAfterMs : null;
}
