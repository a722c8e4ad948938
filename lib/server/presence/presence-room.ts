import type { Clock } from '../../base/clock.ts';
import type { LaneName } from '../feed/session-feed.ts';
import { presenceFrame, withdrawnFrame } from '../feed/frames.ts';
import { createPace } from './pace.ts';
import { type PresenceSignal, readPresenceSignal } from './presence-signal.ts';
import { type Caret, nobody, sumOf, type Tally, tallyOf } from './tally.ts';

/** Somebody who opens a feed. */
export interface Visitor {
  /** Which open page; null for who does not say. */
  readonly clientId: string | null;
  readonly name: string;
  /** The hash of the edit token it came with; null for who only watches. */
  readonly tokenHash: string | null;
  /** Its token is withdrawn: it is told so over its own feed. */
  send(frame: Buffer): void;
}

export interface Visit {
  leave(): void;
}

/** Who is at one session. It is there as long as somebody in this process is, or attends to it. */
export interface PresenceRoom {
  enter(visitor: Visitor): Visit;
  /** See `Presence`. */
  attend(editorCame: () => () => void): () => void;
}

/** A process that says nothing for longer is gone, and with it who was there. */
const goneMs = 15_000;
const heartbeatMs = 5_000;
/**
 * A page that has spoken for itself and then says nothing for so long is gone, whatever its connection looks like: a
 * machine that fell asleep or lost its network closes nothing, and the system notices after a quarter of an hour. Pages say
 * that they are there every 25 s; in hidden tabs browsers let them do so once a minute.
 */
const silentMs = 90_000;

interface KnownVisit extends Visitor {
  name: string;
  role: 'editor' | 'viewer';
  caret: Caret | null;
  /** When its page last spoke; null for who has only opened a feed so far. */
  spokeAtMs: number | null;
  isSilent: boolean;
}

export function createPresenceRoom({
  clock,
  processId,
  listen,
  send,
  say,
  isBlind,
  findTokenHash,
  onEmpty,
}: {
  readonly clock: Clock;
  readonly processId: string;
  listen(listener: (message: string) => void): () => void;
  send(signal: PresenceSignal): void;
  say(lane: LaneName, frame: Buffer): void;
  isBlind(): boolean;
  findTokenHash(): Promise<string | null>;
  onEmpty(): void;
}): PresenceRoom {
  const visits = new Set<KnownVisit>();
  const elsewhere = new Map<string, { readonly tally: Tally; heardAtMs: number }>();
  const attendants = new Set<{ readonly editorCame: () => () => void; leave: (() => void) | null }>();
  let isOpen = true;

  const toEditors = createPace({ clock, pauseMs: () => 250, act: () => say('editors', presenceFrame(everybody())) });
  const toCrowd = createPace({ clock, pauseMs: crowdPauseMs, act: () => say('crowd', presenceFrame(everybody())) });
  const toOthers = createPace({ clock, pauseMs: crowdPauseMs, act: sendHere });
  const unlisten = listen(hear);
  let cancelHeartbeat = clock.schedule(heartbeatMs, beat);
  send({ kind: 'who', from: processId });

  return {
    enter(visitor) {
      const visit: KnownVisit = {
        ...visitor,
        role: visitor.tokenHash === null ? 'viewer' : 'editor',
        caret: null,
        spokeAtMs: null,
        isSilent: false,
      };
      visits.add(visit);
      changed();
      return {
        leave() {
          if (!visits.delete(visit)) return;
          changed();
          closeIfEmpty();
        },
      };
    },
    attend(editorCame) {
      const attendant = { editorCame, leave: null };
      attendants.add(attendant);
      tellAttendants();
      return () => {
        attendants.delete(attendant);
        closeIfEmpty();
      };
    },
  };

  function tallyHere(): Tally {
    return tallyOf([...visits].filter(({ isSilent }) => !isSilent));
  }

  function everybody(): Tally {
    return sumOf([tallyHere(), ...[...elsewhere.values()].map(({ tally }) => tally)]);
  }

  /** A thousand who come one after another must not mean a thousand news to each of a thousand. */
  function crowdPauseMs(): number {
    return visits.size > 500 ? 2_000 : visits.size > 100 ? 1_000 : 250;
  }

  /** Something changed among those who are here. */
  function changed(): void {
    toOthers.ask();
    changedAnywhere();
  }

  function changedAnywhere(): void {
    tellAttendants();
    if (!isOpen) return;
    toEditors.ask();
    toCrowd.ask();
  }

  function tellAttendants(): void {
    // Who cannot be heard is not gone: better a run that goes on for nobody than one that stops under somebody’s eyes.
    const areThere = isBlind() || everybody().editors > 0;
    for (const attendant of attendants) {
      if (areThere) attendant.leave ??= attendant.editorCame();
      else {
        attendant.leave?.();
        attendant.leave = null;
      }
    }
  }

  function sendHere(): void {
    send({ kind: 'here', from: processId, tally: tallyHere() });
  }

  function beat(): void {
    cancelHeartbeat = clock.schedule(heartbeatMs, beat);
    if (isBlind()) for (const other of elsewhere.values()) other.heardAtMs = clock.monotonicMs();
    const gone = [...elsewhere].filter(([, { heardAtMs }]) => clock.monotonicMs() - heardAtMs > goneMs);
    for (const [from] of gone) elsewhere.delete(from);
    const silent = [...visits].filter(
      ({ isSilent, spokeAtMs }) => !isSilent && spokeAtMs !== null && clock.monotonicMs() - spokeAtMs > silentMs,
    );
    for (const visit of silent) visit.isSilent = true;
    if (silent.length > 0) changed();
    else if (gone.length > 0) changedAnywhere();
    else tellAttendants();
    if (visits.size > 0) sendHere();
    // A message may be lost: whoever holds a token that was withdrawn learns of it soon all the same.
    if ([...visits].some(({ role }) => role === 'editor')) {
      findTokenHash().then(
        (hash) => hash !== null && withdraw(hash),
        () => {
          // The store is away: it is asked again.
        },
      );
    }
  }

  function hear(message: string): void {
    const signal = readPresenceSignal(message);
    if (!signal) return;
    if (signal.kind === 'told') placeVisitor(signal);
    else if (signal.kind === 'edit-token') withdraw(signal.hash);
    else if (signal.from === processId) return;
    else if (signal.kind === 'who') {
      if (visits.size > 0) toOthers.ask();
    } else {
      const { tally, from } = signal;
      const known = elsewhere.get(from)?.tally ?? nobody;
      if (tally.viewers + tally.editors === 0) elsewhere.delete(from);
      else elsewhere.set(from, { tally, heardAtMs: clock.monotonicMs() });
      if (JSON.stringify(known) !== JSON.stringify(tally)) changedAnywhere();
    }
  }

  function placeVisitor({ clientId, name, caret, mayEdit }: PresenceSignal & { readonly kind: 'told' }): void {
    const own = [...visits].filter((visit) => visit.clientId === clientId && (mayEdit || visit.role === 'viewer'));
    let isNews = false;
    for (const visit of own) {
      const before = JSON.stringify([visit.name, visit.caret, visit.isSilent]);
      visit.name = name ?? visit.name;
      // Only those who edit have a place: the others' would be many, and tell nobody anything.
      visit.caret = visit.role === 'editor' ? caret : null;
      visit.spokeAtMs = clock.monotonicMs();
      visit.isSilent = false;
      if (JSON.stringify([visit.name, visit.caret, visit.isSilent]) !== before) isNews = true;
    }
    // Most of what is said is that somebody is still there.
    if (isNews) changed();
  }

  function withdraw(hash: string): void {
    const withdrawn = [...visits].filter((visit) => visit.role === 'editor' && visit.tokenHash !== hash);
    if (withdrawn.length === 0) return;
    for (const visit of withdrawn) {
      visit.role = 'viewer';
      visit.caret = null;
      visit.send(withdrawnFrame);
    }
    changed();
  }

  function closeIfEmpty(): void {
    if (!isOpen || visits.size > 0 || attendants.size > 0) return;
    isOpen = false;
    sendHere();
    cancelHeartbeat();
    for (const pace of [toEditors, toCrowd, toOthers]) pace.close();
    unlisten();
    onEmpty();
  }
}
