import { StoreError } from './event-store.ts';

/** Writes that share commits. */
export interface WriteGroups {
  /** Runs `work` in a transaction, in the order of the calls, and resolves with its value once that is committed. */
  add<Value>(work: () => Value): Promise<Value>;
  /** Commits what is waiting; whatever is added later is refused. */
  close(): void;
}

interface Write {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StoreError) => void;
}

/**
 * Gathers the writes of one turn of the event loop into one transaction: a commit waits for the disk, and on a busy
 * server that wait would otherwise be paid once per keystroke batch. A lone write waits for nobody.
 *
 * `transaction` runs its argument and commits, or rolls back and throws. Work may be run a second time when a
 * neighbour in its group failed, so it must have no effect but the transaction's.
 */
export function createWriteGroups({
  transaction,
  errorFrom,
}: {
  readonly transaction: (work: () => void) => void;
  readonly errorFrom: (error: unknown) => StoreError;
}): WriteGroups {
  let waiting: Write[] = [];
  let closed = false;

  return {
    add: <Value>(work: () => Value) =>
      new Promise<Value>((resolve, reject) => {
        if (closed) {
          reject(new StoreError('broken', 'The store is closed.'));
          return;
        }
        if (waiting.length === 0) setImmediate(commitWaiting);
        waiting.push({ work, resolve: resolve as Write['resolve'], reject });
      }),
    close() {
      closed = true;
      commitWaiting();
    },
  };

  function commitWaiting(): void {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      commit(group);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(errorFrom(error));
      else for (const write of group) commitAlone(write);
    }
  }

  function commitAlone(write: Write): void {
    try {
      commit([write]);
    } catch (error) {
      write.reject(errorFrom(error));
    }
  }

  function commit(group: readonly Write[]): void {
    const values: unknown[] = [];
    transaction(() => {
      for (const write of group) values.push(write.work());
    });
    group.forEach((write, index) => write.resolve(values[index]));
  }
}
