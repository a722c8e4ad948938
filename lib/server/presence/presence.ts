import type { Clock } from '../../base/clock.ts';
import type { SignalBus } from '../../log/signal-bus.ts';
import type { LaneName } from '../feed/session-feed.ts';
import { createPresenceRoom, type PresenceRoom, type Visit, type Visitor } from './presence-room.ts';
import type { PresenceSignal } from './presence-signal.ts';
import type { Caret } from './tally.ts';

/** Who is at which session, in this process and in the others. Nothing of it is ever kept. */
export interface Presence {
  /** Somebody opened a feed here. */
  enter(sessionId: string, visitor: Visitor): Visit;
  /** Somebody says who and where they are; their feed may be in any process. */
  tell(
    sessionId: string,
    told: {
      readonly clientId: string;
      readonly name: string | null;
      readonly caret: Caret | null;
      readonly mayEdit: boolean;
    },
  ): void;
  /** From now on only the token with this hash edits: who came with another one is an editor no more, in every process. */
  withdrawEditors(sessionId: string, hash: string): void;
  /** Calls `editorCame` while there is an editor anywhere, and what that returned when there is none. Returns what ends it. */
  attend(sessionId: string, editorCame: () => () => void): () => void;
}

export function createPresence({
  signals,
  clock,
  processId,
  say,
  isBlind = () => false,
  findTokenHash,
}: {
  readonly signals: SignalBus;
  readonly clock: Clock;
  /** This process's own name, among all. */
  readonly processId: string;
  /** Tells those who read the session here. */
  say(sessionId: string, lane: LaneName, frame: Buffer): void;
  /** Whether there may be other processes whose signals do not come through now. */
  isBlind?(): boolean;
  /** The hash of the session's edit token as it is kept. */
  findTokenHash(sessionId: string): Promise<string | null>;
}): Presence {
  const rooms = new Map<string, PresenceRoom>();

  return {
    enter: (sessionId, visitor) => roomOf(sessionId).enter(visitor),
    tell(sessionId, told) {
      send(sessionId, { kind: 'told', from: processId, ...told });
    },
    withdrawEditors(sessionId, hash) {
      send(sessionId, { kind: 'edit-token', from: processId, hash });
    },
    attend: (sessionId, editorCame) => roomOf(sessionId).attend(editorCame),
  };

  function roomOf(sessionId: string): PresenceRoom {
    const known = rooms.get(sessionId);
    if (known) return known;
    const room = createPresenceRoom({
      clock,
      processId,
      listen: (listener) => signals.listen(sessionId, listener),
      send: (signal) => send(sessionId, signal),
      say: (lane, frame) => say(sessionId, lane, frame),
      isBlind,
      findTokenHash: () => findTokenHash(sessionId),
      onEmpty: () => rooms.delete(sessionId),
    });
    rooms.set(sessionId, room);
    return room;
  }

  function send(sessionId: string, signal: PresenceSignal): void {
    signals.send(sessionId, JSON.stringify(signal));
  }
}
