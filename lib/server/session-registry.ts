import type { Clock } from '../base/clock.ts';
import { keepSnapshots } from '../generation/keep-snapshots.ts';
import { type OpenSession, openSession } from '../generation/open-session.ts';
import type { ModelSource } from '../generation/model-source.ts';
import { type Runner, startRunner } from '../generation/runner.ts';
import type { TokenBudget } from '../generation/token-budget.ts';
import type { TokenCounts } from '../generation/token-counts.ts';
import type { EventLog } from '../log/event-log.ts';
import { encodeEvent } from '../session/event-codec.ts';
import { newShortId } from './identity.ts';
import { type MadeSession, makeSession } from './make-session.ts';

/** A session open in this process, with what carries its runs out, for as long as it is held. */
export interface HeldSession {
  readonly session: OpenSession;
  readonly runner: Runner;
  /** It is not needed any more. From here on it may be closed, and must not be used. */
  release(): void;
}

/** The sessions of this process: each is opened once, when it is first asked for, and let go when nobody needs it. */
export interface SessionRegistry {
  /** Makes a session. Throws a `StoreError`. */
  create(start: {
    readonly title: string;
    readonly files: readonly { readonly path: string; readonly text: string; readonly fileId?: string }[];
  }): Promise<MadeSession>;
  /** The session, open until it is released; null when there is none. */
  hold(sessionId: string): Promise<HeldSession | null>;
  /** Whether it is open here: somebody is there, was a moment ago, or a run goes on. */
  isOpen(sessionId: string): boolean;
  /** Whether a run goes on here, in whichever session. */
  readonly isBusy: boolean;
  /** Ends all runs as interrupted. */
  close(): Promise<void>;
}

/** How long a session that nobody holds stays open, for whoever comes next. */
const idleMs = 60_000;

interface HostedSession extends Pick<HeldSession, 'session' | 'runner'> {
  close(): Promise<void>;
}

interface Entry {
  readonly opening: Promise<HostedSession | null>;
  /** Once it is open. */
  hosted: HostedSession | null;
  holds: number;
  cancelIdle: (() => void) | null;
}

export function createSessionRegistry({
  log,
  clock,
  models,
  counts,
  budget,
  noteSpeed,
  attend,
  report,
}: {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly models: ModelSource;
  readonly counts?: TokenCounts;
  readonly budget?: TokenBudget;
  readonly noteSpeed?: Parameters<typeof startRunner>[0]['noteSpeed'];
  /** Tells the runner whether somebody who may edit is there, in whichever process, until the function returned is called. */
  attend(sessionId: string, runner: Runner): () => void;
  report(error: unknown, facts: { readonly sessionId: string; readonly runId: string }): void;
}): SessionRegistry {
  const entries = new Map<string, Entry>();
  const owner = newShortId();

  return {
    async create({ title, files }) {
      const started = encodeEvent({
        type: 'session-started',
        title,
        files: files.map(({ path, text, fileId = newShortId() }) => ({ fileId, path, text })),
      });
      return makeSession(log, { events: [started] });
    },
    async hold(sessionId) {
      const entry = entries.get(sessionId) ?? begin(sessionId);
      // Counted before it is waited for: what is being opened for somebody is not closed under their hands.
      const release = hold(sessionId, entry);
      try {
        const hosted = await entry.opening;
        if (hosted) return { session: hosted.session, runner: hosted.runner, release };
      } catch (error) {
        release();
        throw error;
      }
      release();
      return null;
    },
    isOpen: (sessionId) => entries.has(sessionId),
    get isBusy() {
      return [...entries.values()].some(({ hosted }) => hosted?.runner.isBusy === true);
    },
    async close() {
      const hosted = await Promise.all([...entries.values()].map(({ opening }) => opening.catch(() => null)));
      await Promise.all(hosted.filter((one) => one !== null).map((one) => one.close()));
    },
  };

  function begin(sessionId: string): Entry {
    const entry: Entry = { opening: host(sessionId), hosted: null, holds: 0, cancelIdle: null };
    entries.set(sessionId, entry);
    // What could not be opened is tried anew by the next one who asks.
    entry.opening.then(
      (hosted) => {
        entry.hosted = hosted;
        if (!hosted) entries.delete(sessionId);
      },
      () => entries.delete(sessionId),
    );
    return entry;
  }

  async function host(sessionId: string): Promise<HostedSession | null> {
    const session = await openSession({ id: sessionId, log, clock, newId: newShortId });
    if (!session) return null;
    const runner = startRunner({
      session,
      log,
      owner,
      models,
      ...(counts ? { counts } : {}),
      ...(budget ? { budget } : {}),
      ...(noteSpeed ? { noteSpeed } : {}),
      clock,
      newId: newShortId,
      report,
    });
    const endAttending = attend(sessionId, runner);
    const endKeeping = keepSnapshots({ session, log, clock });
    return {
      session,
      runner,
      async close() {
        endAttending();
        endKeeping();
        await runner.close().finally(() => session.close());
      },
    };
  }

  function hold(sessionId: string, entry: Entry): () => void {
    entry.holds++;
    entry.cancelIdle?.();
    entry.cancelIdle = null;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      entry.holds--;
      if (entry.holds === 0) awaitIdle(sessionId, entry);
    };
  }

  function awaitIdle(sessionId: string, entry: Entry): void {
    if (entries.get(sessionId) !== entry) return;
    entry.cancelIdle?.();
    entry.cancelIdle = clock.schedule(idleMs, () => {
      entry.cancelIdle = null;
      void entry.opening.then((hosted) => {
        if (entry.holds > 0 || entry.cancelIdle) return;
        if (hosted?.runner.isBusy) awaitIdle(sessionId, entry);
        else if (entries.get(sessionId) === entry) {
          entries.delete(sessionId);
          void hosted?.close();
        }
      });
    });
  }
}
