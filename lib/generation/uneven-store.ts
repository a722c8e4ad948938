import type { SeededRandom } from '../base/seeded-random.ts';
import { type EventStore, StoreError } from '../log/event-store.ts';

/**
 * A store whose appends and look-ups take a while, now longer, now shorter. While `isAway`, they fail: the appends now
 * before they have written anything, now after.
 */
export function unevenStore(store: EventStore, random: SeededRandom, isAway: () => boolean = () => false): EventStore {
  return {
    ...store,
    async append(...append) {
      await turns(random.integer(6));
      if (isAway() && random.chance(0.7)) throw away();
      const outcome = await store.append(...append);
      await turns(random.integer(4));
      if (isAway()) throw away();
      return outcome;
    },
    async read(...range) {
      if (isAway()) throw away();
      return store.read(...range);
    },
    async findAppended(...key) {
      await turns(random.integer(3));
      if (isAway()) throw away();
      return store.findAppended(...key);
    },
    async takeLease(...lease) {
      await turns(random.integer(3));
      if (isAway()) throw away();
      return store.takeLease(...lease);
    },
    async renewLease(...lease) {
      if (isAway()) throw away();
      return store.renewLease(...lease);
    },
  };
}

/** Lets others go first, so many times. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

function away(): StoreError {
  return new StoreError('broken', 'The database is away.');
}
