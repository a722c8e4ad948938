import { systemClock } from '../base/clock.ts';
import { createTokenBudget, type TokenBudget } from '../generation/token-budget.ts';
import { createTokenCounts } from '../generation/token-counts.ts';
import { createEventLog, type EventLog } from '../log/event-log.ts';
import type { Channels } from '../log/channels.ts';
import type { SpeedRecord } from '../log/speed-record.ts';
import { createCodeTries } from './access.ts';
import { type Connections, watchConnections } from './feed/connections.ts';
import { createFeeds, type Feeds } from './feed/feeds.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { newShortId } from './identity.ts';
import { createLocalCodex, type LocalCodex } from './local-codex.ts';
import { createModels, type Models } from './models.ts';
import { createOpenProposals, type OpenProposals } from './open-proposals.ts';
import { createPresence, type Presence } from './presence/presence.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import { openSharedCounts } from './shared-counts.ts';
import { startRetention } from './retention.ts';
import { createSessionRegistry, type SessionRegistry } from './session-registry.ts';
import { openStorage } from './storage.ts';
import { createTokenThread } from './tokens/token-thread.ts';

/** All that a request needs of this process. */
export interface Container {
  readonly environment: Environment;
  readonly log: EventLog;
  /** How news come from other instances; null without Redis. */
  readonly channels: Channels | null;
  readonly sessions: SessionRegistry;
  readonly models: Models;
  readonly budget: TokenBudget;
  readonly speeds: SpeedRecord;
  readonly proposals: OpenProposals;
  /** Null unless whoever runs the server lets it be used. */
  readonly codex: LocalCodex | null;
  readonly codeTries: ReturnType<typeof createCodeTries>;
  readonly rateLimits: RateLimits;
  readonly feeds: Feeds;
  readonly presence: Presence;
  readonly connections: Connections;
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
  // The `openai` package would send them to every server that it is pointed at, also to those that people name.
  delete process.env['OPENAI_CUSTOM_HEADERS'];
  const environment = readEnvironment(process.env);
  if (!environment.ok) throw new Error(environment.refusal.message);
  const storage = await openStorage(environment.value);
  const { store, bus, signals, channels } = storage;
  const log = createEventLog({ store, bus, clock: systemClock });
  const codex = environment.value.usesCodex ? createLocalCodex(process.env, (line) => console.warn(line)) : null;
  const models = createModels(environment.value, undefined, codex);
  const feeds = createFeeds({ log, clock: systemClock });
  const presence = createPresence({
    signals,
    clock: systemClock,
    processId: newShortId(),
    say: (sessionId, lane, frame) => feeds.say(sessionId, lane, frame),
    isBlind: () => environment.value.databaseUrl !== null && channels?.isUp() !== true,
    findTokenHash: async (sessionId) => (await log.find(sessionId))?.editTokenHash ?? null,
  });
  const tokenThread = createTokenThread({
    report: (error) => console.warn('Tokens are only estimated:', error),
    isBusy: () => sessions.isBusy,
  });
  const budget = createTokenBudget({
    ledger: store.tokens,
    limits: environment.value.tokenLimits,
    clock: systemClock,
    isCounted: ({ provider }) => provider.id !== 'demo' && !provider.isOnOwnKey,
    report: (error, { sessionId }) => console.error(`What session ${sessionId} used could not be kept:`, error),
  });
  const sessions = createSessionRegistry({
    log,
    budget,
    counts: createTokenCounts(tokenThread.count),
    clock: systemClock,
    models,
    noteSpeed({ provider, model }, seen) {
      // What somebody calls their own server's model says nothing of anybody else's.
      if (provider.isOnOwnKey && provider.id === 'compatible') return;
      store.speeds
        .note(`${provider.id}/${model}`, seen, systemClock.nowMs())
        .catch((error: unknown) => console.warn('How fast a model was could not be kept:', error));
    },
    attend: (sessionId, runner) => presence.attend(sessionId, () => runner.editorCame()),
    report: (error, facts) => console.error(`Run ${facts.runId} of session ${facts.sessionId}:`, error),
  });
  const endRetention = startRetention({
    log,
    clock: systemClock,
    days: environment.value.retentionDays,
    isOpen: sessions.isOpen,
    report: (line) => console.warn(line),
  });
  const connections = watchConnections();
  const counts = environment.value.redisUrl === null ? null : openSharedCounts(environment.value.redisUrl);
  endWith(async () => {
    endRetention();
    try {
      await sessions.close();
      await tokenThread.close();
    } finally {
      // Whatever went wrong: while a stream is open, the server cannot end.
      feeds.close();
      models.close();
      await counts?.close();
      await storage.close();
    }
  });
  return {
    environment: environment.value,
    log,
    channels,
    sessions,
    models,
    budget,
    speeds: store.speeds,
    proposals: createOpenProposals(systemClock),
    codex,
    codeTries: createCodeTries(counts),
    rateLimits: createRateLimits(counts),
    feeds,
    presence,
    connections,
  };
}

/**
 * Next hears these signals too: it closes its server, which waits for the streams, and then exits, with no hook for
 * anything that does not belong to a request. With no stream open that is sooner than the runs' ends are kept, so an exit
 * is held until they are.
 */
function endWith(close: () => Promise<void>): void {
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      if (isClosing) return;
      isClosing = true;
      const closed = close().catch((error: unknown) => console.error(error));
      holdExit(closed);
    });
  }
}

function holdExit(until: Promise<void>): void {
  const exit = process.exit.bind(process);
  process.exit = ((code) => void until.then(() => exit(code))) as typeof process.exit;
}
