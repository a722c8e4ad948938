import { randomUUID } from 'node:crypto';
import type { Channels, Listening } from './channels.ts';
import { createInProcessSignalBus } from './in-process-signal-bus.ts';
import type { SignalBus } from './signal-bus.ts';

/** A signal bus between processes. While the channels are broken, messages reach this process alone. */
export function createSharedSignalBus({ channels }: { readonly channels: Channels }): SignalBus {
  const own = `${randomUUID()} `;
  const here = createInProcessSignalBus();
  const listeningBySession = new Map<string, { readonly listening: Listening; listeners: number }>();

  return {
    send(sessionId, message) {
      here.send(sessionId, message);
      channels.send(channelOf(sessionId), own + message);
    },
    listen(sessionId, listener) {
      const entry = listeningBySession.get(sessionId) ?? {
        listening: channels.listen(channelOf(sessionId), (message) => {
          if (!message.startsWith(own)) here.send(sessionId, message.slice(message.indexOf(' ') + 1));
        }),
        listeners: 0,
      };
      listeningBySession.set(sessionId, entry);
      entry.listeners += 1;
      const leave = here.listen(sessionId, listener);
      let hasLeft = false;
      return () => {
        if (hasLeft) return;
        hasLeft = true;
        leave();
        entry.listeners -= 1;
        if (entry.listeners > 0 || listeningBySession.get(sessionId) !== entry) return;
        listeningBySession.delete(sessionId);
        entry.listening.stop();
      };
    },
    async close() {
      for (const { listening } of listeningBySession.values()) listening.stop();
      listeningBySession.clear();
      await here.close();
    },
  };
}

function channelOf(sessionId: string): string {
  return `flint:signals:${sessionId}`;
}
