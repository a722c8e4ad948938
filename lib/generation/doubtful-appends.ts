import type { EventDraft } from '../log/event-log.ts';
import type { StoredEvent } from '../log/event-store.ts';
import type { ModelSource } from './model-source.ts';

/** Events on their way into the log, until it is known what became of them. */
export interface PendingAppend {
  readonly drafts: readonly EventDraft[];
  /** What came with it for the runs that it begins, and is not part of the log. */
  readonly models: ModelSource | undefined;
  /** `sent`: under way, or not to be found out yet; `kept`: in the log; `lost`: others' events stand in their place. */
  readonly fate: 'sent' | 'kept' | 'lost';
  /** The store failed while it was under way: it may stand in the log nevertheless. */
  doubt(): void;
  /** The store says that it was written. */
  keep(): void;
  /** Nothing of it was written, and it is not tried again. */
  drop(): void;
}

/** All appends to one log that are under way. They are for the same place: the one right behind what is known of the log. */
export interface DoubtfulAppends {
  send(drafts: readonly EventDraft[], onLost: () => void, models?: ModelSource): PendingAppend;
  /**
   * Told what stands at that place before anything else is made of it; settles every append. Gives the one that these
   * events, from the first on, turn out to be, if any.
   */
  settle(next: readonly StoredEvent[]): PendingAppend | null;
}

/**
 * A connection that breaks in the middle of a commit leaves open whether the events were kept. They are known again by
 * all that they say, with their time, so that they are neither written twice nor taken for somebody else's.
 */
export function createDoubtfulAppends(): DoubtfulAppends {
  const pending = new Set<PendingAppend & { settle(isKept: boolean): void; readonly isDoubtful: boolean }>();

  return {
    send(drafts, onLost, models) {
      let fate: PendingAppend['fate'] = 'sent';
      let isDoubtful = false;
      const append = {
        drafts,
        models,
        get fate() {
          return fate;
        },
        get isDoubtful() {
          return isDoubtful;
        },
        doubt() {
          isDoubtful = true;
        },
        keep() {
          pending.delete(append);
          fate = 'kept';
        },
        drop() {
          pending.delete(append);
        },
        settle(isKept: boolean) {
          fate = isKept ? 'kept' : 'lost';
          if (!isKept) onLost();
        },
      };
      pending.add(append);
      return append;
    },
    settle(next) {
      if (next.length === 0) return null;
      let ours: PendingAppend | null = null;
      for (const append of [...pending]) {
        pending.delete(append);
        const isKept = !ours && append.isDoubtful && isSame(append.drafts, next);
        if (isKept) ours = append;
        append.settle(isKept);
      }
      return ours;
    },
  };
}

function isSame(drafts: readonly EventDraft[], stored: readonly StoredEvent[]): boolean {
  return drafts.every(({ atMs, type, payload }, index) => {
    const event = stored[index];
    return event?.type === type && event.payload === payload && event.atMs === atMs;
  });
}
