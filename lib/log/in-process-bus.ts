import type { BusListener, EventBus } from './event-bus.ts';

/** A bus within one process. Listeners are called before `publish` returns, in the order in which they came. */
export function createInProcessBus(): EventBus {
  const listenersBySession = new Map<string, Set<BusListener>>();

  return {
    publish(sessionId, events) {
      for (const listener of [...(listenersBySession.get(sessionId) ?? [])]) {
        try {
          listener(events, 'here');
        } catch (error) {
          // The events are in the log already: one listener's fault must reach neither the writer nor its neighbours.
          console.error('A listener of the event bus failed.', error);
        }
      }
    },
    subscribe(sessionId, listener) {
      const listeners = listenersBySession.get(sessionId) ?? new Set();
      listenersBySession.set(sessionId, listeners);
      const own: BusListener = (...news) => listener(...news);
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
