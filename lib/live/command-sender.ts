import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { Command } from '../session/command.ts';

/** How a command went: taken, or refused with a stable code and plain words. */
export type SendOutcome =
  | { readonly status: 'done'; readonly sequence: number }
  | { readonly status: 'refused'; readonly code: string; readonly text: string };

/** Sends commands, each until the server has answered for it: what a broken way or a busy server swallows is sent again under the same key. */
export interface CommandSender {
  send(command: Command, idempotencyKey: string): Promise<SendOutcome>;
  /** Gives up what is still under way. */
  close(): void;
}

/** Sends to one session's door. `onWait` is told whether something has to be sent again. */
export function createCommandSender({
  url,
  headers,
  clock,
  onWait,
}: {
  readonly url: string;
  headers(): Readonly<Record<string, string>>;
  readonly clock: Clock;
  onWait(isWaiting: boolean): void;
}): CommandSender {
  const closing = new AbortController();
  return {
    async send(command, idempotencyKey) {
      for (let attempt = 0; ; attempt++) {
        const outcome = await trySend(command, idempotencyKey);
        if (outcome) {
          if (attempt > 0) onWait(false);
          return outcome;
        }
        if (closing.signal.aborted) return { status: 'refused', code: 'closed', text: 'The session was closed.' };
        onWait(true);
        await waitOrClose(backoffMs(attempt, { firstMs: 200, mostMs: 5_000 }));
      }
    },
    close() {
      closing.abort();
    },
  };

  function waitOrClose(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        cancel();
        closing.signal.removeEventListener('abort', goOn);
        resolve();
      };
      const cancel = clock.schedule(delayMs, goOn);
      closing.signal.addEventListener('abort', goOn);
    });
  }

  /** Null when it is worth trying again. */
  async function trySend(command: Command, idempotencyKey: string): Promise<SendOutcome | null> {
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { ...headers(), 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
        body: JSON.stringify(command),
        signal: closing.signal,
      });
    } catch {
      return null;
    }
    if (response.status === 503 || response.status === 502 || response.status === 504) return null;
    const body: unknown = await response.json().catch(() => null);
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
