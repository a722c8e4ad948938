import type { EventBus } from './event-bus.ts';
import type { StoredEvent } from './event-store.ts';

type Listener = (events: readonly StoredEvent[]) => void;

/** A bus within one process. Listeners are called before `publish` returns, in the order in which they came. */
export function createInProcessBus(): EventBus {
  const listenersBySession = new Map<string, Set<Listener>>();

  return {
    publish(sessionId, events) {
      for (const listener of [...(listenersBySession.get(sessionId) ?? [])]) {
        try {
          listener(events);
        } catch (error) {
          // The events are in the log already: one listener's fault must reach neither the writer nor its neighbours.
          console.error('A listener of the event bus failed.', error);
        }
      }
    },
    subscribe(sessionId, listener) {
      const listeners = listenersBySession.get(sessionId) ?? new Set();
      listenersBySession.set(sessionId, listeners);
      const own: Listener = (events) => listener(events);
      listeners.add(own);
      return () => {
        listeners.delete(own);
        if (listeners.size === 0 && listenersBySession.get(sessionId) === listeners)
          listenersBySession.delete(sessionId);
      };
    },
    async close() {
      listenersBySession.clear();
    },
  };
}
