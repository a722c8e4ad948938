import type { StoredEvent } from './event-store.ts';
import { unpackEvents } from './pack-events.ts';
import type { PackingTables } from './pack-session.ts';
import { unpackState } from './pack-state.ts';
import type { PostgresQuery } from './postgres-connection.ts';
import * as statements from './postgres-packing-statements.ts';

/** The Postgres store's tables for packing one session. Snapshots are packed as they come: there are no others. */
export function packingTables(query: PostgresQuery, sessionId: string): PackingTables {
  return {
    async lastPacked() {
      const [row] = await query(statements.lastPacked(sessionId));
      return row?.packed_to ?? 0;
    },
    async readUnpacked(range) {
      return (await query(statements.readUnpacked(sessionId, range))).map(eventFrom);
    },
    async replaceEvents(block) {
      return (await query(statements.replaceEvents(sessionId, block))).length > 0;
    },
    oldestSnapshot: () => Promise.resolve(null),
    async countKeyframes(before) {
      const [row] = await query(statements.countKeyframes(sessionId, before));
      return row?.count ?? 0;
    },
    async readKeyframe(index) {
      return unpackChain(await query(statements.nthKeyframe(sessionId, index)));
    },
    async replaceSnapshot(keyframe) {
      await query(statements.insertKeyframe(sessionId, keyframe));
    },
    async forgetKeys(upTo) {
      await query(statements.forgetKeys(sessionId, upTo));
    },
  };
}

/** A keyframe and those that it leans on, the one that stands alone first. */
export async function unpackChain(
  chain: readonly statements.KeyframeRow[],
): Promise<{ readonly sequence: number; readonly state: Uint8Array } | null> {
  const last = chain.at(-1);
  return last ? { sequence: last.sequence, state: await unpackState(chain.map((row) => row.state)) } : null;
}

/** Events of a range, from rows that each hold one or a packed block of which a part may be asked for. */
export function eventsFrom(rows: readonly statements.StretchRow[]): readonly StoredEvent[] {
  return rows
    .toSorted((a, b) => a.sequence - b.sequence)
    .flatMap((row) =>
      row.packed === null
        ? [eventFrom(row)]
        : unpackEvents(row.packed, row.sequence).filter(
            ({ sequence }) => sequence > row.begins_after && sequence <= row.up_to,
          ),
    );
}

/** Erases a session's own events and snapshots after `last`. A block with some of both is unpacked again for those that stay. */
export async function cutAfter(query: PostgresQuery, sessionId: string, last: number): Promise<void> {
  const [segment] = await query(statements.findSegment(sessionId, last));
  for (const cut of statements.dropAfter(sessionId, last)) await query(cut);
  if (!segment || segment.first_sequence > last) return;
  const stay = unpackEvents(segment.events, segment.first_sequence).filter(({ sequence }) => sequence <= last);
  await query(statements.insertEvents(sessionId, segment.first_sequence - 1, stay));
}

function eventFrom(row: statements.EventRow): StoredEvent {
  return { sequence: row.sequence, atMs: row.at_ms, type: row.type, payload: row.payload };
}
