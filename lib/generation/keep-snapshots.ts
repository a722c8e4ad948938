import type { Clock } from '../base/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import { eventsPerBlock } from '../log/event-store.ts';
import { decodeEvent } from '../session/event-codec.ts';
import { foldSession } from '../session/fold-session.ts';
import { isModelAtWork } from '../session/race.ts';
import { emptySession, type SessionState } from '../session/session-state.ts';
import { restoreSnapshot, type SessionSnapshot, snapshotPieces } from '../session/snapshot.ts';
import type { OpenSession } from './open-session.ts';

/** How far the log may go on in mid-run before it is followed: a seek there has so much to fold at most. */
const mostBehindInRun = 4 * eventsPerBlock;

/** What had to be done at once when a run ended goes first. */
const restMs = 250;

/** How long others may have to wait for their turn. */
const sliceMs = 2;

/**
 * Keeps an open session's log short to read and small on the disk: a snapshot at the end of every block of events, and the
 * blocks before it packed. It never works on what is being written: once the session rests, it reads the log again and
 * folds it for itself, a slice at a time, between which the event loop is free. All of it is only a shortcut for readers:
 * when it fails, or the process ends, the next one goes on from where the log says. The function returned ends it.
 */
export function keepSnapshots({
  session,
  log,
  clock,
}: {
  readonly session: OpenSession;
  readonly log: EventLog;
  readonly clock: Clock;
}): () => void {
  /** The newest state that a snapshot was kept of, once it is known. */
  let kept: SessionState | null = null;
  /** What the log has up to here is looked after. */
  let keptTo = 0;
  let isAtWork = false;
  let isClosed = false;
  let cancelRest: (() => void) | null = null;

  // What another process appends, it looks after.
  const unlisten = session.listen(({ from }) => {
    if (from === 'here') look();
  });
  look();
  return () => {
    isClosed = true;
    unlisten();
    cancelRest?.();
  };

  function look(): void {
    const behind = session.state.sequence - keptTo;
    if (behind < (isModelAtWork(session.state) ? mostBehindInRun : eventsPerBlock)) return;
    if (isAtWork || isClosed) return;
    cancelRest ??= clock.schedule(restMs, () => {
      cancelRest = null;
      void keepUp();
    });
  }

  async function keepUp(): Promise<void> {
    isAtWork = true;
    try {
      kept ??= await latestKept();
      const upTo = session.state.sequence;
      for (let end = blockEndAfter(kept.sequence); end <= upTo && !isClosed; end += eventsPerBlock) {
        kept = await foldTo(kept, end);
        await log.saveSnapshot(session.id, { sequence: end, state: await textOf(kept) });
      }
      await log.pack(session.id, kept.sequence);
      keptTo = upTo - (upTo % eventsPerBlock);
    } catch {
      // The log works without; it is tried again when it has gone on by a block.
      kept = null;
      keptTo = session.state.sequence;
    } finally {
      isAtWork = false;
    }
    look();
  }

  async function latestKept(): Promise<SessionState> {
    const snapshot = await log.findSnapshot(session.id);
    return snapshot ? restoreSnapshot(JSON.parse(snapshot.state) as SessionSnapshot) : emptySession;
  }

  async function foldTo(from: SessionState, sequence: number): Promise<SessionState> {
    const slice = startSlice();
    let state = from;
    for (const stored of await log.readAll(session.id, { after: from.sequence, upTo: sequence })) {
      state = foldSession(state, decodeEvent(stored));
      await slice.end();
    }
    if (state.sequence !== sequence) throw new Error(`The log of session ${session.id} has no event ${sequence}`);
    return state;
  }
}

async function textOf(state: SessionState): Promise<string> {
  const slice = startSlice();
  const pieces: string[] = [];
  for (const piece of snapshotPieces(state)) {
    pieces.push(piece);
    await slice.end();
  }
  return pieces.join('');
}

function blockEndAfter(sequence: number): number {
  return sequence - (sequence % eventsPerBlock) + eventsPerBlock;
}

/** Lets the event loop go on whenever a slice of work has taken its time. */
function startSlice(): { end(): Promise<void> | undefined } {
  let startedMs = performance.now();
  return {
    end() {
      if (performance.now() - startedMs < sliceMs) return undefined;
      return new Promise((resolve) =>
        setImmediate(() => {
          startedMs = performance.now();
          resolve();
        }),
      );
    },
  };
}
