import type Database from 'better-sqlite3';
import type { Snapshot, StoredEvent } from './event-store.ts';
import { unpackEvents } from './pack-events.ts';
import type { PackingTables } from './pack-session.ts';
import { unpackState } from './pack-state.ts';
import type { prepareStatements } from './sqlite-statements.ts';
import type { WriteGroups } from './write-groups.ts';

type Statements = ReturnType<typeof prepareStatements>;

/** The SQLite store's tables for packing one session. */
export function packingTables({
  statements,
  writes,
  reading,
  sessionId,
}: {
  readonly statements: Statements;
  readonly writes: WriteGroups;
  reading<Value>(read: () => Value): Promise<Value>;
  readonly sessionId: string;
}): PackingTables {
  return {
    lastPacked: () => reading(lastPacked),
    readUnpacked: ({ after, upTo }) => reading(() => readUnpacked(statements, sessionId, after, upTo, upTo - after)),
    replaceEvents: ({ firstSequence, lastSequence, events }) =>
      writes.add(() => {
        const isThere = statements.findSession.get(sessionId) && lastPacked() === firstSequence - 1;
        if (!isThere) return false;
        statements.insertSegment.run(sessionId, firstSequence, lastSequence, events);
        statements.deleteEventsUpTo.run(sessionId, lastSequence);
        return true;
      }),
    oldestSnapshot: (upTo) => reading(() => statements.oldestSnapshot.get(sessionId, upTo) ?? null),
    countKeyframes: (before) => reading(() => statements.countKeyframes.get(sessionId, before)?.count ?? 0),
    async readKeyframe(index) {
      const sequence = await reading(() => statements.nthKeyframe.get(sessionId, index)?.sequence);
      return sequence === undefined
        ? null
        : readKeyframe({ statements, reading, ownerId: sessionId, atMost: sequence });
    },
    replaceSnapshot: ({ sequence, baseSequence, state }) =>
      writes.add(() => {
        if (!statements.findSession.get(sessionId)) return;
        statements.insertKeyframe.run(sessionId, sequence, baseSequence, state);
        statements.deleteSnapshot.run(sessionId, sequence);
      }),
    forgetKeys: (upTo) => writes.add(() => void statements.deleteAppendedUpTo.run(sessionId, upTo)),
  };

  function lastPacked(): number {
    return (
      statements.lastPacked.get(sessionId)?.last_sequence ?? statements.findKin.get(sessionId)?.parent_sequence ?? 0
    );
  }
}

/** A session's own events, packed or not, in order. */
export function readOwn(
  statements: Statements,
  ownerId: string,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): readonly StoredEvent[] {
  const events: StoredEvent[] = [];
  let position = after;
  while (position < upTo && events.length < limit) {
    const segment = statements.findSegment.get(ownerId, position);
    if (!segment || segment.first_sequence > upTo) break;
    const from = Math.max(0, position + 1 - segment.first_sequence);
    const to = Math.min(upTo + 1 - segment.first_sequence, from + limit - events.length);
    for (const event of unpackEvents(segment.events, segment.first_sequence).slice(from, to)) events.push(event);
    position = segment.last_sequence;
  }
  if (position < upTo && events.length < limit) {
    for (const event of readUnpacked(statements, ownerId, position, upTo, limit - events.length)) events.push(event);
  }
  return events;
}

function readUnpacked(
  statements: Statements,
  ownerId: string,
  after: number,
  upTo: number,
  limit: number,
): readonly StoredEvent[] {
  return statements.read
    .all(ownerId, after, upTo, limit)
    .map(({ sequence, at_ms: atMs, type, payload }) => ({ sequence, atMs, type, payload }));
}

/** The latest of a session's own snapshots, packed or not, up to `atMost`. */
export async function findOwnSnapshot(source: {
  readonly statements: Statements;
  reading<Value>(read: () => Value): Promise<Value>;
  readonly ownerId: string;
  readonly atMost: number;
}): Promise<Snapshot | null> {
  const { statements, reading, ownerId, atMost } = source;
  const found = await reading(() => ({
    snapshot: statements.findSnapshot.get(ownerId, atMost) ?? null,
    keyframe: statements.findKeyframe.get(ownerId, atMost) ?? null,
  }));
  if (!found.keyframe || (found.snapshot && found.snapshot.sequence >= found.keyframe.sequence)) return found.snapshot;
  const keyframe = await readKeyframe(source);
  return keyframe && { sequence: keyframe.sequence, state: Buffer.from(keyframe.state).toString() };
}

/** The latest packed snapshot up to `atMost`, with those it leans on. */
async function readKeyframe({
  statements,
  reading,
  ownerId,
  atMost,
}: {
  readonly statements: Statements;
  reading<Value>(read: () => Value): Promise<Value>;
  readonly ownerId: string;
  readonly atMost: number;
}): Promise<{ readonly sequence: number; readonly state: Uint8Array } | null> {
  const chain = await reading(() => {
    const rows = [];
    for (let row = statements.findKeyframe.get(ownerId, atMost); row;) {
      rows.unshift(row);
      if (row.base_sequence === null) break;
      row = statements.findKeyframe.get(ownerId, row.base_sequence);
    }
    return rows;
  });
  const last = chain.at(-1);
  return last ? { sequence: last.sequence, state: await unpackState(chain.map((row) => row.state)) } : null;
}

/**
 * Erases a session's own events and snapshots after `last`, packed or not. A block with some of both is unpacked again for
 * those that stay.
 */
export function cutAfter(statements: Statements, sessionId: string, last: number): void {
  const segment = statements.findSegment.get(sessionId, last);
  statements.deleteEventsAfter.run(sessionId, last);
  statements.deleteSegmentsAfter.run(sessionId, last);
  statements.deleteSnapshotsAfter.run(sessionId, last);
  statements.deleteKeyframesAfter.run(sessionId, last);
  if (!segment || segment.first_sequence > last) return;
  for (const { sequence, atMs, type, payload } of unpackEvents(segment.events, segment.first_sequence)) {
    if (sequence <= last) statements.insertEvent.run(sessionId, sequence, atMs, type, payload);
  }
}

/** Pages that may lie free in the file, for what comes next. */
const sparePages = 64;

/** Gives what packing and erasing left free back to the disk, in steps of a few pages. */
export async function giveBackFreePages(
  database: Database.Database,
  reading: <Value>(read: () => Value) => Promise<Value>,
): Promise<void> {
  const freePages = () => Number(database.pragma('freelist_count', { simple: true }));
  while (database.open && (await reading(freePages)) > 2 * sparePages) {
    await reading(() => database.pragma(`incremental_vacuum(${sparePages})`));
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}
