import type { SignalBus } from './signal-bus.ts';

/** A signal bus within one process. */
export function createInProcessSignalBus(): SignalBus {
  const listenersBySession = new Map<string, Set<(message: string) => void>>();

  return {
    send(sessionId, message) {
      for (const listener of [...(listenersBySession.get(sessionId) ?? [])]) {
        try {
          listener(message);
        } catch (error) {
          console.error('A listener of the signal bus failed.', error);
        }
      }
    },
    listen(sessionId, listener) {
      const listeners = listenersBySession.get(sessionId) ?? new Set();
      listenersBySession.set(sessionId, listeners);
      const own = (message: string) => listener(message);
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
