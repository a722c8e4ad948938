import type { StoredEvent } from '../../log/event-store.ts';
import { eventToWireJson } from '../../session/event-codec.ts';
import type { SessionState } from '../../session/session-state.ts';
import { takeSnapshot } from '../../session/snapshot.ts';
import type { Tally } from '../presence/tally.ts';

/** What goes before server-sent events, so that nobody on the way holds them back. */
export const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

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

/** Something told in passing. It has no id: it is nothing of the log. */
export function passingFrame(event: string, data: object): Buffer {
  return Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Who is here. */
export function presenceFrame(tally: Tally): Buffer {
  return passingFrame('presence', tally);
}

/** The edit token that the feed was opened with is not valid any more. */
export const withdrawnFrame = Buffer.from('event: withdrawn\ndata: {}\n\n');
