import type { Clock } from '../base/clock.ts';

/** How long the rest of a body may take after the end, so that its connection can serve the next request. */
export const closingMs = 1_000;

/** The one connection of an answer, and who may still cut it. */
export interface Upstream<Chunk> {
  readonly signal: AbortSignal;
  read(body: ReadableStream<Chunk>): ReadableStreamDefaultReader<Chunk>;
  /** Cuts the connection, at any stage; after `finish` it does nothing. */
  close(): void;
  /** The answer is whole: reads out what is left and lets the connection go back to the pool, within `closingMs`. */
  finish(): void;
}

/** Makes an upstream that nothing has been read from yet. */
export function createUpstream<Chunk>(clock: Clock): Upstream<Chunk> {
  const controller = new AbortController();
  let reader: ReadableStreamDefaultReader<Chunk> | undefined;
  let isFinished = false;

  function cut(): void {
    controller.abort();
    // Between this signal and the socket stand signals that others compose; the body itself is the shorter way.
    reader?.cancel().catch(() => {});
  }

  async function readOut(): Promise<void> {
    const callOff = clock.schedule(closingMs, cut);
    try {
      while (reader && !(await reader.read()).done);
    } catch {
      // The answer was whole already.
    } finally {
      callOff();
    }
  }

  return {
    signal: controller.signal,
    read(body) {
      reader = body.getReader();
      return reader;
    },
    close() {
      if (!isFinished) cut();
    },
    finish() {
      isFinished = true;
      void readOut();
    },
  };
}
