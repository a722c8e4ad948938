import type { StoredEvent } from '../../log/event-store.ts';
import { eventToWireJson } from '../../session/event-codec.ts';
import type { SessionState } from '../../session/session-state.ts';
import { takeSnapshot } from '../../session/snapshot.ts';
import type { Tally } from '../presence/tally.ts';

/** Something at once, so that a response's headers leave now. */
export const openingFrame = Buffer.from(': flint\n\n');

/** For whoever has heard nothing for a while. */
export const heartbeatFrame = Buffer.from(': still here\n\n');

/** The server ends the stream: come back after the last id. */
export const endFrame = Buffer.from('event: end\ndata: {}\n\n');

/** The reader was too slow: come back after the last id. */
export const resyncFrame = Buffer.from('event: resync\ndata: {}\n\n');

/** One event, under its own type. */
export function eventFrame(event: StoredEvent): Buffer {
  return Buffer.from(`id: ${event.sequence}\nevent: ${event.type}\ndata: ${eventToWireJson(event)}\n\n`);
}

/** The whole state, for who is far behind. */
export function snapshotFrame(state: SessionState): Buffer {
  return Buffer.from(`id: ${state.sequence}\nevent: snapshot\ndata: ${JSON.stringify(takeSnapshot(state))}\n\n`);
}

/** Who is here. It has no id: it is nothing of the log. */
export function presenceFrame(tally: Tally): Buffer {
  return Buffer.from(`event: presence\ndata: ${JSON.stringify(tally)}\n\n`);
}

/** The edit token that the feed was opened with is not valid any more. */
export const withdrawnFrame = Buffer.from('event: withdrawn\ndata: {}\n\n');
