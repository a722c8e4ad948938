import type { Clock } from '../base/clock.ts';
import type { SeededRandom } from '../base/seeded-random.ts';
import type { BusListener, EventBus } from '../log/event-bus.ts';
import type { StoredEvent } from '../log/event-store.ts';

/** How long news that got lost are made up for at the latest, by an empty list that says to read the log. */
const pollMs = 200;

/**
 * The buses of so many processes at one session. What is published at one reaches the others late, in any order, twice or
 * not at all.
 */
export function unevenBuses(count: number, random: SeededRandom, clock: Clock): readonly EventBus[] {
  const listeners = Array.from({ length: count }, () => new Set<BusListener>());
  return listeners.map((own, index) => ({
    publish(_sessionId, events) {
      tell(own, events, 'here');
      for (const [other, theirs] of listeners.entries()) if (other !== index) carry(theirs, events);
    },
    subscribe(_sessionId, listener) {
      own.add(listener);
      return () => own.delete(listener);
    },
    async close() {},
  }));

  function carry(theirs: Set<BusListener>, events: readonly StoredEvent[]): void {
    clock.schedule(pollMs, () => tell(theirs, [], 'elsewhere'));
    if (random.chance(0.15)) return;
    const times = random.chance(0.1) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      clock.schedule(random.chance(0.5) ? 0 : random.integer(60), () => tell(theirs, events, 'elsewhere'));
    }
  }

  function tell(to: Set<BusListener>, events: readonly StoredEvent[], from: 'here' | 'elsewhere'): void {
    for (const listener of [...to]) listener(events, from);
  }
}
