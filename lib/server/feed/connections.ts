import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/** The way back to whoever sent a request. */
export interface Connection {
  /** Breaks it off in a moment, unless all of the answer has left by then. */
  breakSoon(): void;
}

/** Knows the connection of each request that comes from now on. */
export interface Connections {
  /** That of the request being answered here; null where it is not known. */
  current(): Connection | null;
  close(): void;
}

const patienceMs = 2_000;

/**
 * A route handler gets a `Request`, which does not say over what it came, and a stream that is closed does not close the
 * connection to somebody who reads nothing: its end waits behind what is not read. So this listens where Node.js tells of
 * each request, and remembers its response for all that is done to answer it.
 */
export function watchConnections(): Connections {
  const responses = new AsyncLocalStorage<ServerResponse>();
  const note = (message: unknown) => responses.enterWith((message as { readonly response: ServerResponse }).response);
  subscribe('http.server.request.start', note);
  return {
    current() {
      const response = responses.getStore();
      if (!response) return null;
      return {
        breakSoon() {
          if (response.closed) return;
          const timer = setTimeout(() => response.destroy(), patienceMs);
          response.once('close', () => clearTimeout(timer));
        },
      };
    },
    close: () => void unsubscribe('http.server.request.start', note),
  };
}
