import {
  emptyChange,
  insertedPieces,
  isEmptyChange,
  isSameChange,
  replaceRange,
  type Change,
  type Text,
} from './change.ts';
import { settle } from './run-review.ts';

/**
 * A person's copy of an ordered text. It shows their own changes at once and everybody else's as they come. At most
 * one change is under way; what is typed meanwhile waits and goes out as one. A value: every function gives a new one.
 */
export interface Replica {
  /** What everybody agrees on. */
  readonly confirmed: { readonly text: Text; readonly version: number };
  readonly inFlight: InFlight | null;
  /** Made after the change in flight and not sent yet; applies to the text that the change in flight leads to. */
  readonly pending: Change;
  /** What the person sees: confirmed, then in flight, then pending. */
  readonly text: Text;
}

interface InFlight {
  /** As it was sent, so that it can be sent again word for word. */
  readonly outgoing: Outgoing;
  /** The same change as it now applies to the confirmed text. */
  readonly change: Change;
}

/** A change on its way to whoever gives the order. `version` is the version that it applies to. */
export interface Outgoing {
  readonly changeId: string;
  readonly version: number;
  readonly change: Change;
}

/** A change in its place in the order. `version` is the version that it leads to. */
export interface Received {
  readonly version: number;
  readonly change: Change;
  readonly changeId?: string | undefined;
}

/** Starts a replica from an agreed text. */
export function createReplica(text: Text, version: number): Replica {
  return { confirmed: { text, version }, inFlight: null, pending: emptyChange(text.length), text };
}

/** The person changes what they see. Throws a RangeError when the change is for another length. */
export function editLocally(replica: Replica, change: Change): Replica {
  return { ...replica, pending: replica.pending.compose(change), text: change.apply(replica.text) };
}

/** Sends what waits under this id. Null while a change is still in flight, or when nothing waits. */
export function takeOutgoing(
  replica: Replica,
  changeId: string,
): { readonly replica: Replica; readonly outgoing: Outgoing } | null {
  if (replica.inFlight || isEmptyChange(replica.pending)) return null;
  const change = replica.pending;
  const outgoing = { changeId, version: replica.confirmed.version, change };
  return {
    replica: { ...replica, inFlight: { outgoing, change }, pending: emptyChange(change.newLength) },
    outgoing,
  };
}

/** What to send again after the connection was lost: the same change with the same id, so that it counts once. */
export function resend(replica: Replica): Outgoing | null {
  return replica.inFlight?.outgoing ?? null;
}

/**
 * Takes in the next change of the order. `visible` is what it does to the text that the person sees; null when it is
 * the confirmation of their own change, or something received before. Throws a RangeError when a version was skipped:
 * read what is missing first.
 */
export function receive(
  replica: Replica,
  received: Received,
): { readonly replica: Replica; readonly visible: Change | null } {
  const { confirmed, inFlight, pending } = replica;
  if (received.version <= confirmed.version) return { replica, visible: null };
  if (received.version > confirmed.version + 1) {
    throw new RangeError(`Version ${received.version} does not follow version ${confirmed.version}`);
  }
  const nextConfirmed = { text: received.change.apply(confirmed.text), version: received.version };

  if (inFlight && received.changeId === inFlight.outgoing.changeId) {
    const settled = { ...replica, confirmed: nextConfirmed, inFlight: null };
    if (isSameChange(received.change, inFlight.change)) return { replica: settled, visible: null };
    // Ordered otherwise than we did: the order is right, so show it.
    const correction = inFlight.change.invert(confirmed.text).compose(received.change);
    return changeUnderPending(settled, correction);
  }

  const underInFlight = inFlight ? received.change.map(inFlight.change, true) : received.change;
  const visible = underInFlight.map(pending, true);
  return {
    replica: {
      confirmed: nextConfirmed,
      inFlight: inFlight && { ...inFlight, change: inFlight.change.map(received.change) },
      pending: pending.map(underInFlight),
      text: visible.apply(replica.text),
    },
    visible,
  };
}

/**
 * Goes on from a later agreed text, when the changes that led to it are not known one by one: what differs counts as
 * one change of the others, line by line. `hasInFlight` says whether the change in flight is in that text already; if
 * not, it is still to come in its place in the order.
 */
export function leapTo(
  replica: Replica,
  later: { readonly text: Text; readonly version: number },
  { hasInFlight }: { readonly hasInFlight: boolean },
): { readonly replica: Replica; readonly visible: Change } {
  const { confirmed, pending } = replica;
  const isTaken = hasInFlight && replica.inFlight !== null;
  const from = isTaken ? (replica.inFlight?.change.apply(confirmed.text) ?? confirmed.text) : confirmed.text;
  const inFlight = isTaken ? null : replica.inFlight;
  const change = differenceOf(from, later.text);
  const underInFlight = inFlight ? change.map(inFlight.change, true) : change;
  const visible = underInFlight.map(pending, true);
  return {
    replica: {
      confirmed: later,
      inFlight: inFlight && { ...inFlight, change: inFlight.change.map(change) },
      pending: pending.map(underInFlight),
      text: visible.apply(replica.text),
    },
    visible,
  };
}

/**
 * The change in flight was refused: it is taken out of what the person sees, and what they typed since stays.
 * `lostText` is what it had put in, its pieces on lines of their own, so that it can be kept for them. Null when
 * nothing was in flight.
 */
export function refuseInFlight(
  replica: Replica,
): { readonly replica: Replica; readonly visible: Change; readonly lostText: string } | null {
  const { confirmed, inFlight } = replica;
  if (!inFlight) return null;
  const lostText = insertedPieces(inFlight.change).join('\n');
  return {
    ...changeUnderPending({ ...replica, inFlight: null }, inFlight.change.invert(confirmed.text)),
    lostText,
  };
}

/**
 * All that is not confirmed is taken out of what the person sees. `lostText` is what it had put in. Null when everything
 * is confirmed.
 */
export function dropUnconfirmed(
  replica: Replica,
): { readonly replica: Replica; readonly visible: Change; readonly lostText: string } | null {
  const { confirmed, inFlight, pending } = replica;
  const own = inFlight ? inFlight.change.compose(pending) : pending;
  if (isEmptyChange(own)) return null;
  return {
    replica: createReplica(confirmed.text, confirmed.version),
    visible: own.invert(confirmed.text),
    lostText: insertedPieces(own).join('\n'),
  };
}

/** An offset of what the person sees, in the confirmed text; inside of what is not confirmed, the place where that stands. */
export function toConfirmed(replica: Replica, at: number): number {
  const underPending = replica.pending.invertedDesc.mapPos(at, -1);
  return replica.inFlight ? replica.inFlight.change.invertedDesc.mapPos(underPending, -1) : underPending;
}

/** An offset of the confirmed text, in what the person sees. */
export function toVisible(replica: Replica, at: number): number {
  return replica.pending.mapPos(replica.inFlight?.change.mapPos(at, -1) ?? at, -1);
}

/** Whether everything the person did is confirmed. */
export function isSettled(replica: Replica): boolean {
  return replica.inFlight === null && isEmptyChange(replica.pending);
}

function differenceOf(from: Text, to: Text): Change {
  if (from.eq(to)) return emptyChange(from.length);
  return settle({ inverse: replaceRange(from.length, 0, from.length, to.toString()) }, from).inverse;
}

function changeUnderPending(replica: Replica, change: Change): { readonly replica: Replica; readonly visible: Change } {
  const visible = change.map(replica.pending, true);
  return {
    replica: {
      ...replica,
      pending: replica.pending.map(change),
      text: visible.apply(replica.text),
    },
    visible,
  };
}
