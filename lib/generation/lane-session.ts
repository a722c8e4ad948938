import { changeToJson } from '../document/change.ts';
import { changeSince, findLane, findRacer, racerChange, sessionOfRacer } from '../session/race.ts';
import type { RacerAct, SessionEvent, SessionEventBody } from '../session/session-event.ts';
import type { SessionState } from '../session/session-state.ts';
import type { FoldedEvent, OpenSession } from './open-session.ts';

/** What carrying out a run needs of a session. */
export type RunSession = Pick<OpenSession, 'id' | 'state' | 'record' | 'listen'>;

/**
 * The session as the run of a racer sees it: its own copy of the files. Once the racer is kept it is the session itself;
 * what people did there meanwhile is told at that moment, as if they had done it in the copy just then.
 */
export function laneSession(session: OpenSession, runId: string): RunSession {
  return {
    id: session.id,
    get state() {
      return asSeen(session.state, runId);
    },
    async record(decideNow, options) {
      const after = await session.record((state) => {
        const events = decideNow(asSeen(state, runId));
        return findLane(state, runId) ? events.map((event) => inLane(runId, event)) : events;
      }, options);
      return asSeen(after, runId);
    },
    listen(listener) {
      return session.listen((folded) => {
        for (const one of seenEvents(folded, runId)) listener(one);
      });
    },
  };
}

function asSeen(state: SessionState, runId: string): SessionState {
  const racer = findLane(state, runId);
  return racer ? sessionOfRacer(state, racer) : state;
}

function seenEvents({ event, before, after, from }: FoldedEvent, runId: string): readonly FoldedEvent[] {
  if (!findLane(before, runId)) return [{ event, before, after, from }];
  const around = { before: asSeen(before, runId), after: asSeen(after, runId), from };
  if (event.type === 'racer-acted' && event.racer === runId) {
    return [{ event: { ...event.act, sequence: event.sequence, atMs: event.atMs }, ...around }];
  }
  if (event.type === 'race-picked' && event.racer === runId) {
    return changesMeanwhile(before, runId, event).map((change) => ({ event: change, ...around }));
  }
  return [];
}

/** What people did to the files since the race began, for the texts of the lane. */
function changesMeanwhile(
  state: SessionState,
  runId: string,
  { sequence, atMs, clientId }: Extract<SessionEvent, { type: 'race-picked' }>,
): readonly Extract<SessionEvent, { type: 'text-changed' }>[] {
  const found = findRacer(state, runId);
  if (!found) return [];
  const { race, racer } = found;
  return [...race.since.keys()].map((fileId) => {
    const own = racerChange(race, racer, fileId);
    const others = changeSince(race, fileId);
    return {
      type: 'text-changed',
      fileId,
      version: (state.files.get(fileId)?.version ?? 0) + 1,
      change: changeToJson(own ? others.map(own) : others),
      by: { kind: 'person', clientId },
      sequence,
      atMs,
    };
  });
}

function inLane(runId: string, event: SessionEventBody): SessionEventBody {
  if (!isRacerAct(event)) throw new Error(`A racer cannot do \`${event.type}\``);
  return { type: 'racer-acted', racer: runId, act: event };
}

const actTypes: { readonly [Type in RacerAct['type']]: true } = {
  'attempt-started': true,
  'context-chosen': true,
  'attempt-queued': true,
  'attempt-thinking': true,
  'attempt-writing': true,
  'pen-moved': true,
  'prose-written': true,
  'edit-missed': true,
  'answer-unclear': true,
  'file-created': true,
  'file-renamed': true,
  'file-deleted': true,
  'text-changed': true,
  'run-ended': true,
};

function isRacerAct(event: SessionEventBody): event is RacerAct {
  return Object.hasOwn(actTypes, event.type);
}
