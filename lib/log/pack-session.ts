import { eventsPerBlock, type Snapshot, type StoredEvent } from './event-store.ts';
import { packEvents } from './pack-events.ts';
import { packState } from './pack-state.ts';

/**
 * What packing needs of a session's tables. Each method is one step of its own; those that write do all or nothing, and
 * nothing once the session is erased.
 */
export interface PackingTables {
  /** The last packed event, or the one before the session's own first. */
  lastPacked(): Promise<number>;
  /** Those of its own events that are not packed, in order. */
  readUnpacked(range: { readonly after: number; readonly upTo: number }): Promise<readonly StoredEvent[]>;
  /** Puts the packed block in the place of its events. False when `lastPacked` is no longer just before it. */
  replaceEvents(block: {
    readonly firstSequence: number;
    readonly lastSequence: number;
    readonly events: Uint8Array;
  }): Promise<boolean>;
  /** The oldest snapshot that is not packed, up to and with `upTo`. */
  oldestSnapshot(upTo: number): Promise<Snapshot | null>;
  /** How many packed snapshots there are before this moment. */
  countKeyframes(before: number): Promise<number>;
  /** The packed snapshot with so many before it, unpacked. */
  readKeyframe(index: number): Promise<{ readonly sequence: number; readonly state: Uint8Array } | null>;
  /** Puts a packed snapshot in the place of the unpacked one of its moment, if there is any. */
  replaceSnapshot(keyframe: {
    readonly sequence: number;
    readonly baseSequence: number | null;
    readonly state: Uint8Array;
  }): Promise<void>;
  /** Forgets idempotency keys whose events are this old or older. */
  forgetKeys(upTo: number): Promise<void>;
}

/** How many events an idempotency key outlives at least: hours of typing, minutes of a fast model. */
const keyLifetime = 4_096;

/** See `EventStore.pack`. */
export async function packSession(tables: PackingTables, upTo: number): Promise<void> {
  const before = await tables.lastPacked();
  const packedTo = await packBlocks(tables, before, upTo);
  await packSnapshots(tables, packedTo);
  if (packedTo > before) await tables.forgetKeys(packedTo - keyLifetime);
}

async function packBlocks(tables: PackingTables, before: number, upTo: number): Promise<number> {
  for (let packedTo = before; ;) {
    const lastSequence = packedTo - (packedTo % eventsPerBlock) + eventsPerBlock;
    if (lastSequence > upTo) return packedTo;
    const events = await tables.readUnpacked({ after: packedTo, upTo: lastSequence });
    // Somebody else was faster, or the session has not come so far.
    if (events.length !== lastSequence - packedTo) return packedTo;
    const block = { firstSequence: packedTo + 1, lastSequence, events: await packEvents(events) };
    if (!(await tables.replaceEvents(block))) return packedTo;
    packedTo = lastSequence;
  }
}

async function packSnapshots(tables: PackingTables, upTo: number): Promise<void> {
  for (;;) {
    const snapshot = await tables.oldestSnapshot(upTo);
    if (!snapshot) return;
    await packSnapshot(tables, snapshot);
  }
}

/** Keeps a snapshot packed; one that was kept of the same moment stays. */
export async function packSnapshot(tables: PackingTables, { sequence, state }: Snapshot): Promise<void> {
  const index = baseIndexOf(await tables.countKeyframes(sequence));
  const base = index === null ? null : await tables.readKeyframe(index);
  const packed = await packState(state, base?.state ?? null);
  await tables.replaceSnapshot({ sequence, baseSequence: base?.sequence ?? null, state: packed });
}

/**
 * Which earlier keyframe the one with so many before it is packed against: that with its lowest bit gone. So most lean on
 * one nearby, which has most in common with them, and yet none is more than six steps from one that stands alone.
 */
function baseIndexOf(index: number): number | null {
  return index % 64 === 0 ? null : index & (index - 1);
}
