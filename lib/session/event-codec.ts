import type { SessionEvent, SessionEventBody } from './session-event.ts';

/** An event as it is kept: its type, and its other fields as JSON. */
export function encodeEvent(body: SessionEventBody): { readonly type: string; readonly payload: string } {
  const { type, ...fields } = body;
  return { type, payload: JSON.stringify(fields) };
}

/** Reads a kept event. Trusts the store: what is in it was written by `encodeEvent`. */
export function decodeEvent(stored: {
  readonly sequence: number;
  readonly atMs: number;
  readonly type: string;
  readonly payload: string;
}): SessionEvent {
  return {
    ...JSON.parse(stored.payload),
    type: stored.type,
    sequence: stored.sequence,
    atMs: stored.atMs,
  } as SessionEvent;
}

/** The event's JSON for the wire, put together without reading the payload again. */
export function eventToWireJson(stored: {
  readonly sequence: number;
  readonly atMs: number;
  readonly type: string;
  readonly payload: string;
}): string {
  const head = `{"type":${JSON.stringify(stored.type)},"sequence":${stored.sequence},"atMs":${stored.atMs}`;
  return stored.payload === '{}' ? `${head}}` : `${head},${stored.payload.slice(1)}`;
}
