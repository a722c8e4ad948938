import type { BusListener, EventBus } from '../log/event-bus.ts';
import type { StoredEvent } from '../log/event-store.ts';

/** Buses of several processes at one session; what is published at one reaches the others when the test says so. */
export function separateBuses() {
  const listenersOfEach: Set<BusListener>[] = [];
  let untold: (() => void)[] = [];

  return {
    makeBus(): EventBus {
      const own = new Set<BusListener>();
      listenersOfEach.push(own);
      return {
        publish(_sessionId, events) {
          tell(own, events, 'here');
          for (const other of listenersOfEach) if (other !== own) untold.push(() => tell(other, events, 'elsewhere'));
        },
        subscribe(_sessionId, listener) {
          own.add(listener);
          return () => own.delete(listener);
        },
        async close() {},
      };
    },
    /** Tells everybody what the others have published; false when there is nothing new. */
    tell(): boolean {
      const telling = untold;
      untold = [];
      for (const one of telling) one();
      return telling.length > 0;
    },
  };

  function tell(to: Set<BusListener>, events: readonly StoredEvent[], from: 'here' | 'elsewhere'): void {
    for (const listener of [...to]) listener(events, from);
  }
}
