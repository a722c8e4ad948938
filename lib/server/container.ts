import { setMaxListeners } from 'node:events';
import { systemClock } from '../base/clock.ts';
import { createEventLog, type EventLog } from '../log/event-log.ts';
import { createInProcessBus } from '../log/in-process-bus.ts';
import { openSqliteStore } from '../log/sqlite-store.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { createModels, type Models } from './models.ts';
import { createSessionRegistry, type SessionRegistry } from './session-registry.ts';

/** All that a request needs of this process. */
export interface Container {
  readonly environment: Environment;
  readonly log: EventLog;
  readonly sessions: SessionRegistry;
  readonly models: Models;
  /** Aborts when the process is asked to end: streams then end with a frame. */
  readonly closing: AbortSignal;
}

const key = Symbol.for('flint');

/**
 * The process's one container, made when it is first asked for. It lives on `globalThis`, because Next gives pages and
 * route handlers different instances of the same module. Throws, each time anew, when the configuration is wrong or the
 * store cannot be opened.
 */
export function container(): Promise<Container> {
  const holder = globalThis as { [key]?: Promise<Container> };
  const made = (holder[key] ??= makeContainer());
  made.catch(() => {
    if (holder[key] === made) delete holder[key];
  });
  return made;
}

async function makeContainer(): Promise<Container> {
  const environment = readEnvironment(process.env);
  if (!environment.ok) throw new Error(environment.refusal.message);
  const store = await openSqliteStore({ directory: environment.value.dataDirectory });
  const bus = createInProcessBus();
  const log = createEventLog({ store, bus, clock: systemClock });
  const models = createModels(environment.value);
  const sessions = createSessionRegistry({
    log,
    clock: systemClock,
    chooseModel: (wish) => models.choose(wish),
    report: (error, facts) => console.error(`Run ${facts.runId} of session ${facts.sessionId}:`, error),
  });
  const closing = new AbortController();
  // Every open stream listens.
  setMaxListeners(0, closing.signal);
  endWith(async () => {
    try {
      await sessions.close();
    } finally {
      // Whatever went wrong: while a stream is open, the server cannot end.
      closing.abort();
      await bus.close();
      await store.close();
    }
  });
  return { environment: environment.value, log, sessions, models, closing: closing.signal };
}

/** The server that holds us closes its connections itself on these signals, once the streams have ended. */
function endWith(close: () => Promise<void>): void {
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void close().catch((error: unknown) => console.error(error));
    });
  }
}
