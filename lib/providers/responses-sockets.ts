import { APIError, type OpenAI } from 'openai';
import { systemClock, type Clock } from '../base/clock.ts';
import { openResponsesSocket, type ResponsesSocket } from './responses-socket.ts';

/** The WebSockets of one key: those that wait for the next request, opened beforehand, and those that answer. */
export interface ResponsesSockets {
  /** One that is open and free now, or null. Either way another one is made ready for the next who asks. */
  take(): ResponsesSocket | null;
  /** Opens one. */
  open(signal: AbortSignal): Promise<ResponsesSocket>;
  /** A request is likely soon. */
  prepare(): void;
  /** Cuts all that wait. */
  close(): void;
}

/** One is taken, and a redirect takes the next while that one is being cut. */
const mostFree = 2;
/** How long a socket waits for a request. Whoever reads and thinks for longer is served over HTTP first. */
const freeMs = 5 * 60_000;
/** OpenAI ends a connection after an hour, also in the middle of an answer. */
const oldestMs = 50 * 60_000;
/** How long a server that does not speak it is not asked again, and one that could not be reached. */
const refusedMs = 10 * 60_000;
const unreachableMs = 60_000;

/** Makes the sockets of one key; none is opened before `take` or `prepare`. */
export function createResponsesSockets({
  client,
  clock = systemClock,
}: {
  readonly client: OpenAI;
  readonly clock?: Clock;
}): ResponsesSockets {
  let free: ResponsesSocket[] = [];
  let opening: AbortController | null = null;
  let notBeforeMs = -Infinity;
  let neededUntilMs = -Infinity;
  let callOff: (() => void) | null = null;

  function open(signal: AbortSignal): Promise<ResponsesSocket> {
    return openResponsesSocket({ client, clock, signal, onFree: put, onEnd: ended });
  }

  function prepare(): void {
    neededUntilMs = clock.monotonicMs() + freeMs;
    callOff ??= clock.schedule(freeMs, closeUnneeded);
    makeReady();
  }

  function makeReady(): void {
    if (free.some(isFit) || opening || clock.monotonicMs() < notBeforeMs) return;
    const attempt = new AbortController();
    opening = attempt;
    void open(attempt.signal)
      .then(put, (error: unknown) => {
        notBeforeMs = clock.monotonicMs() + (error instanceof APIError ? refusedMs : unreachableMs);
      })
      .finally(() => {
        if (opening === attempt) opening = null;
      });
  }

  function put(socket: ResponsesSocket): void {
    if (isFit(socket) && free.length < mostFree && clock.monotonicMs() < neededUntilMs) free.push(socket);
    else socket.cut();
  }

  function ended(socket: ResponsesSocket): void {
    if (!free.includes(socket)) return;
    free = free.filter((other) => other !== socket);
    // A server that does not let connections wait is not worth one a minute.
    if (clock.monotonicMs() - socket.openedMs < unreachableMs) notBeforeMs = clock.monotonicMs() + refusedMs;
    else if (clock.monotonicMs() < neededUntilMs) makeReady();
  }

  function isFit(socket: ResponsesSocket): boolean {
    return socket.isOpen && clock.monotonicMs() - socket.openedMs < oldestMs;
  }

  function closeUnneeded(): void {
    const leftMs = neededUntilMs - clock.monotonicMs();
    callOff = leftMs > 0 ? clock.schedule(leftMs, closeUnneeded) : null;
    if (leftMs <= 0) cutAll();
  }

  function cutAll(): void {
    opening?.abort();
    const sockets = free;
    free = [];
    for (const socket of sockets) socket.cut();
  }

  return {
    open,
    prepare,
    take() {
      let taken: ResponsesSocket | undefined;
      while ((taken = free.pop()) && !isFit(taken)) taken.cut();
      prepare();
      return taken ?? null;
    },
    close() {
      neededUntilMs = -Infinity;
      callOff?.();
      callOff = null;
      cutAll();
    },
  };
}
