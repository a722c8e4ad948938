import { heartbeatFrame, openingFrame, resyncFrame } from './frames.ts';

/** The way out to one reader. What it has not read yet waits here, up to a limit. */
export interface ViewerStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Hands bytes over. They may be shared with other readers: nobody changes them. */
  send(bytes: Uint8Array): void;
  /** Says that it is still here, unless something was sent since the last beat. */
  beat(): void;
  /** Sends these last bytes and closes. */
  end(last: Uint8Array): void;
  readonly isOver: boolean;
}

/**
 * A reader's stream. A reader who leaves more than `maxWaitingBytes` unread is dropped at once, read or not, with a
 * `resync` as its last frame: an unread stream would grow without an error. One piece alone may be of any size.
 * `onOver` is called once, however it ends, also when the reader has not read the end of it.
 */
export function createViewerStream({
  maxWaitingBytes = 1_000_000,
  onOver,
}: {
  readonly maxWaitingBytes?: number;
  onOver(): void;
}): ViewerStream {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isOver = false;
  let sentSinceBeat = true;
  let controller!: ReadableStreamDefaultController<Uint8Array>;

  const over = () => {
    if (isOver) return;
    isOver = true;
    waiting = [];
    onOver();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own;
        own.enqueue(openingFrame);
      },
      pull() {
        const next = waiting.shift();
        if (!next) return;
        waitingBytes -= next.byteLength;
        controller.enqueue(next);
      },
      cancel: over,
    },
    { highWaterMark: 1 },
  );
  const stream: ViewerStream = {
    body,
    get isOver() {
      return isOver;
    },
    send(bytes) {
      if (isOver) return;
      sentSinceBeat = true;
      if (waiting.length === 0 && (controller.desiredSize ?? 0) > 0) {
        controller.enqueue(bytes);
      } else if (waiting.length > 0 && waitingBytes + bytes.byteLength > maxWaitingBytes) {
        waiting = [];
        stream.end(resyncFrame);
      } else {
        waiting.push(bytes);
        waitingBytes += bytes.byteLength;
      }
    },
    beat() {
      if (!sentSinceBeat && waiting.length === 0) stream.send(heartbeatFrame);
      sentSinceBeat = false;
    },
    end(last) {
      if (isOver) return;
      for (const bytes of waiting) controller.enqueue(bytes);
      controller.enqueue(last);
      controller.close();
      over();
    },
  };
  return stream;
}
