import { createEmitter } from '../base/emitter.ts';
import { ok, refuse, type Result } from '../base/result.ts';
import type { Change } from '../document/change.ts';
import { changeFromJson, parseChange, textOf } from '../document/change.ts';
import { apply, createOrderedText, lengthAt, type OrderedText, rebase } from '../document/ordered-text.ts';
import type { EventLog } from '../log/event-log.ts';
import type { StoredEvent } from '../log/event-store.ts';
import { type Circumstances, decide } from '../session/decide.ts';
import type { Command } from '../session/command.ts';
import { decodeEvent, encodeEvent } from '../session/event-codec.ts';
import { foldSession } from '../session/fold-session.ts';
import { limits } from '../session/limits.ts';
import { refusal, type Refusal } from '../session/refusal.ts';
import type { SessionEvent, SessionEventBody } from '../session/session-event.ts';
import { emptySession, type FileState, type SessionState } from '../session/session-state.ts';
import { stateAt } from './state-at.ts';
import { createRecentWriting } from './recent-writing.ts';
import { restoreSnapshot, type SessionSnapshot, takeSnapshot } from '../session/snapshot.ts';

/** An event just folded in, with the states around it. */
export interface FoldedEvent {
  readonly event: SessionEvent;
  readonly before: SessionState;
  readonly after: SessionState;
}

/**
 * A session open in this process: its state, kept in step with its log, and the only way to add to it here. Everything
 * is decided and appended one after another, each on the state that the one before it left.
 */
export interface OpenSession {
  readonly id: string;
  /** The newest state this process knows. */
  readonly state: SessionState;
  /** Carries a command out once, however often it is sent under the same key. Throws a `StoreError` if the log is broken. */
  dispatch(
    command: Command,
    options: { readonly clientId: string; readonly idempotencyKey?: string },
  ): Promise<Result<{ readonly sequence: number }, Refusal>>;
  /** Appends what `decideNow` gives for the state at its turn; nothing when it gives nothing. Resolves to the state after. */
  record(decideNow: (state: SessionState) => readonly SessionEventBody[]): Promise<SessionState>;
  /** Called for each event right after it was folded, in order. Returns what ends it. */
  listen(listener: (folded: FoldedEvent) => void): () => void;
}

/** How many events may pass before the whole state is kept again. */
const eventsPerSnapshot = 512;

/**
 * Throws when a change is for another text than the one it would meet. Once such a change were in the log, nobody could
 * fold it any more.
 */
function requireFitting(bodies: readonly SessionEventBody[], { files }: SessionState): void {
  const now = new Map<string, { readonly length: number; readonly version: number }>();
  for (const body of bodies) {
    if (body.type === 'file-created') now.set(body.fileId, { length: textOf(body.text).length, version: 0 });
    if (body.type !== 'text-changed') continue;
    const file = files.get(body.fileId);
    const stands = now.get(body.fileId) ?? (file && { length: file.text.length, version: file.version });
    const change = changeFromJson(body.change);
    if (change.length !== stands?.length || body.version !== stands.version + 1) {
      throw new Error(`A change to ${body.fileId} does not fit version ${stands?.version} of it`);
    }
    now.set(body.fileId, { length: change.newLength, version: body.version });
  }
}

/** Opens a session from its log. Null when there is none with this id. Throws a `StoreError`. */
export async function openSession({
  id,
  log,
  newId,
}: {
  readonly id: string;
  readonly log: EventLog;
  newId(): string;
}): Promise<OpenSession | null> {
  if (!(await log.find(id))) return null;
  const snapshot = await log.findSnapshot(id);
  let state = snapshot ? restoreSnapshot(JSON.parse(snapshot.state) as SessionSnapshot) : emptySession;
  let snapshotAt = snapshot?.sequence ?? 0;
  const orderedTexts = new Map<string, OrderedText>();
  const folded = createEmitter<FoldedEvent>();
  const recent = createRecentWriting();
  let turn: Promise<unknown> = Promise.resolve();

  for (const file of state.files.values()) orderedTexts.set(file.id, createOrderedText(file.text, file.version));
  take(await log.readAll(id, { after: state.sequence }));

  return {
    id,
    get state() {
      return state;
    },
    dispatch: (command, options) => inTurn(() => carryOut(command, options)),
    record: (decideNow) =>
      inTurn(async () => {
        await append(() => ok(decideNow(state)));
        return state;
      }),
    listen: (listener) => folded.listen(listener),
  };

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  async function carryOut(
    command: Command,
    { clientId, idempotencyKey }: { readonly clientId: string; readonly idempotencyKey?: string },
  ): Promise<Result<{ readonly sequence: number }, Refusal>> {
    if (idempotencyKey !== undefined) {
      // A repeated command must not be judged again: what it did the first time may now forbid it.
      const repeated = await log.findAppended(id, idempotencyKey);
      if (repeated !== null) return ok({ sequence: repeated });
    }
    const { takeBackSince } = recent;
    const past = command.type === 'restore-version' ? await stateAt(log, id, command.sequence) : null;
    const circumstances: Circumstances = { clientId, newId, rebase: rebaseOnto, takeBackSince, past };
    return append(() => decide(state, command, circumstances), idempotencyKey);
  }

  async function append(
    decideNow: () => Result<readonly SessionEventBody[], Refusal>,
    idempotencyKey?: string,
  ): Promise<Result<{ readonly sequence: number }, Refusal>> {
    for (;;) {
      const decided = decideNow();
      if (!decided.ok) return decided;
      if (decided.value.length === 0) return ok({ sequence: state.sequence });
      requireFitting(decided.value, state);
      const outcome = await log.append(id, {
        expectedHead: state.sequence,
        events: decided.value.map(encodeEvent),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      switch (outcome.status) {
        case 'appended':
          take(outcome.events);
          keepSnapshot();
          return ok({ sequence: state.sequence });
        case 'repeated':
          return ok({ sequence: outcome.lastSequence });
        case 'fenced':
          throw new Error(`An append to session ${id} was fenced, though it was made under no lease`);
        case 'head-moved':
          take(await log.readAll(id, { after: state.sequence }));
          break;
        default:
          outcome satisfies never;
      }
    }
  }

  function take(stored: readonly StoredEvent[]): void {
    for (const one of stored) {
      const event = decodeEvent(one);
      const before = state;
      state = foldSession(before, event);
      followText(event);
      const news = { event, before, after: state };
      recent.note(news);
      tell(news);
    }
  }

  function tell(news: FoldedEvent): void {
    try {
      folded.emit(news);
    } catch (error) {
      // It is in the log already: a listener's fault must not reach whoever asked for it, nor the events after it.
      console.error('A listener of a session failed.', error);
    }
  }

  function followText(event: SessionEvent): void {
    if (event.type === 'text-changed') {
      const ordered = orderedTexts.get(event.fileId);
      if (ordered) orderedTexts.set(event.fileId, apply(ordered, changeFromJson(event.change)));
    } else if (event.type === 'file-created' || event.type === 'session-started') {
      for (const file of state.files.values()) {
        if (!orderedTexts.has(file.id)) orderedTexts.set(file.id, createOrderedText(file.text, file.version));
      }
    }
  }

  function rebaseOnto(file: FileState, version: number | undefined, json: unknown): Result<Change, Refusal> {
    const ordered = orderedTexts.get(file.id);
    if (!ordered) return refuse(refusal('unknown-file'));
    const madeAgainst = version ?? ordered.version;
    const length = lengthAt(ordered, madeAgainst);
    if (!length.ok) return refuse(refusal(length.refusal));
    const parsed = parseChange(json, length.value, { maxInsert: limits.fileBytes });
    if (!parsed.ok) return refuse(refusal(parsed.refusal === 'insert-too-large' ? 'too-large' : 'bad-change'));
    const rebased = rebase(ordered, { version: madeAgainst, change: parsed.value });
    if (rebased.ok) return rebased;
    return refuse(refusal(rebased.refusal === 'length-mismatch' ? 'bad-change' : rebased.refusal));
  }

  function keepSnapshot(): void {
    if (state.sequence - snapshotAt < eventsPerSnapshot) return;
    snapshotAt = state.sequence;
    // Only a shortcut for readers: without it they start from an earlier one.
    void log.saveSnapshot(id, { sequence: state.sequence, state: JSON.stringify(takeSnapshot(state)) }).catch(() => {});
  }
}
