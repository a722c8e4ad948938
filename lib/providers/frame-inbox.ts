/** What a connection that pushes has brought, as a stream that is read at the reader's own pace. */
export interface FrameInbox<Frame> {
  /** Each chunk is all that has come since the last one, in order. */
  readonly frames: ReadableStream<readonly Frame[]>;
  /** The first frame, which stays where it is; rejects when it fails before. */
  readonly first: Promise<Frame>;
  put(frame: Frame): void;
  /** Nothing more belongs to it: what is there is still given. */
  end(): void;
  /** Nothing more will come: what is there is still given, then `error` is thrown. */
  fail(error: Error): void;
}

/** So many that nobody has read, and the connection is asked to wait. */
const mostUnread = 2_000;

/**
 * Makes an empty inbox. `pause` and `resume` hold the connection back, so that a slow reader does not fill the memory;
 * `cancel` is called when the reader wants no more.
 */
export function createFrameInbox<Frame>({
  pause,
  resume,
  cancel,
}: {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
}): FrameInbox<Frame> {
  let unread: Frame[] = [];
  let over: { readonly error: Error | null } | null = null;
  let isCancelled = false;
  let isPaused = false;
  let wake: (() => void) | null = null;
  const first = Promise.withResolvers<Frame>();
  // Whoever reads the frames is told as well.
  first.promise.catch(() => {});

  const frames = new ReadableStream<readonly Frame[]>(
    {
      async pull(controller) {
        if (unread.length === 0 && over === null) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = null;
        }
        if (isCancelled) return;
        if (unread.length > 0) {
          const came = unread;
          unread = [];
          if (isPaused) {
            isPaused = false;
            resume();
          }
          controller.enqueue(came);
        } else if (over?.error) controller.error(over.error);
        else if (over) controller.close();
      },
      cancel() {
        isCancelled = true;
        wake?.();
        cancel();
      },
    },
    // Nothing is taken out before it is asked for.
    { highWaterMark: 0 },
  );

  return {
    frames,
    first: first.promise,
    put(frame) {
      if (over) return;
      unread.push(frame);
      first.resolve(frame);
      if (unread.length > mostUnread && !isPaused) {
        isPaused = true;
        pause();
      }
      wake?.();
    },
    end() {
      over ??= { error: null };
      wake?.();
    },
    fail(error) {
      over ??= { error };
      first.reject(error);
      wake?.();
    },
  };
}
