import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import { ok, refuse, type Result } from '../base/result.ts';
import type { Change } from '../document/change.ts';
import { changeFromJson, parseChange, textOf } from '../document/change.ts';
import { apply, createOrderedText, lengthAt, type OrderedText, rebase } from '../document/ordered-text.ts';
import type { EventLog } from '../log/event-log.ts';
import { type AppendOutcome, type Lease, StoreError, type StoredEvent } from '../log/event-store.ts';
import { type Circumstances, decide } from '../session/decide.ts';
import type { Command } from '../session/command.ts';
import { decodeEvent, encodeEvent } from '../session/event-codec.ts';
import { foldSession } from '../session/fold-session.ts';
import { limits } from '../session/limits.ts';
import { findLane, sessionOfRacer } from '../session/race.ts';
import { refusal, type Refusal } from '../session/refusal.ts';
import type { SessionEvent, SessionEventBody } from '../session/session-event.ts';
import { emptySession, type FileState, type SessionState } from '../session/session-state.ts';
import { createDoubtfulAppends, type PendingAppend } from './doubtful-appends.ts';
import { followElsewhere } from './follow-elsewhere.ts';
import type { ModelSource } from './model-source.ts';
import { stateAt } from './state-at.ts';
import { createRecentWriting } from './recent-writing.ts';
import { restoreSnapshot, type SessionSnapshot } from '../session/snapshot.ts';

/** An event just folded in, with the states around it. */
export interface FoldedEvent {
  readonly event: SessionEvent;
  readonly before: SessionState;
  readonly after: SessionState;
  /** Whether this process appended it. What was there when the session was opened is told to nobody. */
  readonly from: 'here' | 'elsewhere';
  /** What came with the command, where the command was carried out here. */
  readonly models?: ModelSource;
}

/** Who sends a command, and what goes with it. */
export interface DispatchOptions {
  readonly clientId: string;
  readonly idempotencyKey?: string;
  readonly models?: ModelSource;
  /** Called whenever the command is about to be decided, on the state that it meets. What it throws calls the command off. */
  check?(): void;
}

/** How `record` goes about its append. */
export interface RecordOptions {
  /** Append under this lease only. */
  readonly lease?: Lease;
  /** What `decideNow` gave did not get into the log, because others' events came first: it is asked again once they are folded. */
  goBack?(): void;
  /** The store could not take it: called before each further try. Throws to give up. */
  onOutage?(error: StoreError): void;
}

/** The lease that an append was made under has passed to somebody else: nothing of it is in the log, or will be. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * A session open in this process: its state, kept in step with its log, and the only way to add to it here. Everything
 * is decided and appended one after another, each on the state that the one before it left; what other processes append
 * is folded in between.
 */
export interface OpenSession {
  readonly id: string;
  /** The newest state this process knows. */
  readonly state: SessionState;
  /**
   * Carries a command out once, however often it is sent under the same key. `models` are for the runs that it begins or
   * redirects, instead of the usual ones: they go to whoever carries those out here, and are never part of the log.
   * Throws a `StoreError` if the log is broken.
   */
  dispatch(command: Command, options: DispatchOptions): Promise<Result<{ readonly sequence: number }, Refusal>>;
  /**
   * Appends what `decideNow` gives for the state at its turn; nothing when it gives nothing. Resolves to the state after.
   * While the store is away or full it is tried again and again, and others have their turns in between. Throws
   * `LeaseLost`; a `StoreError` when it cannot help to try again, or the session was closed.
   */
  record(
    decideNow: (state: SessionState) => readonly SessionEventBody[],
    options?: RecordOptions,
  ): Promise<SessionState>;
  /** Called for each event right after it was folded, in order. Returns what ends it. */
  listen(listener: (folded: FoldedEvent) => void): () => void;
  /** Follows the log no more. */
  close(): void;
}

/**
 * Throws when a change is for another text than the one it would meet. Once such a change were in the log, nobody could
 * fold it any more.
 */
function requireFitting(bodies: readonly SessionEventBody[], state: SessionState): void {
  const { files } = state;
  const lanes = Map.groupBy(
    bodies.filter((body) => body.type === 'racer-acted'),
    ({ racer }) => racer,
  );
  for (const [runId, acted] of lanes) {
    const racer = findLane(state, runId);
    if (racer)
      requireFitting(
        acted.map(({ act }) => act),
        sessionOfRacer(state, racer),
      );
  }
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

/**
 * Opens a session from its log, and follows what other processes append to it. Null when there is none with this id.
 * Throws a `StoreError`.
 */
export async function openSession({
  id,
  log,
  clock,
  newId,
}: {
  readonly id: string;
  readonly log: EventLog;
  readonly clock: Clock;
  newId(): string;
}): Promise<OpenSession | null> {
  let state = emptySession;
  const orderedTexts = new Map<string, OrderedText>();
  const folded = createEmitter<FoldedEvent>();
  const recent = createRecentWriting();
  const appends = createDoubtfulAppends();
  const closing = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();

  // From before the log is read, so that nothing falls in between.
  const news = followElsewhere({
    log,
    sessionId: id,
    clock,
    position: () => state.sequence,
    take: (stored) => take(stored, 'elsewhere'),
    inTurn,
  });
  try {
    if (!(await inTurn(open))) {
      news.stop();
      return null;
    }
  } catch (error) {
    news.stop();
    throw error;
  }

  return {
    id,
    get state() {
      return state;
    },
    dispatch: (command, options) => inTurn(() => carryOut(command, options)),
    record,
    listen: (listener) => folded.listen(listener),
    close() {
      closing.abort();
      news.stop();
    },
  };

  async function open(): Promise<boolean> {
    if (!(await log.find(id))) return false;
    const snapshot = await log.findSnapshot(id);
    if (snapshot) state = restoreSnapshot(JSON.parse(snapshot.state) as SessionSnapshot);
    for (const file of state.files.values()) orderedTexts.set(file.id, createOrderedText(file.text, file.version));
    await readOn();
    return true;
  }

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  async function readOn(): Promise<void> {
    take(await log.readAll(id, { after: state.sequence }), 'elsewhere');
  }

  async function carryOut(
    command: Command,
    { clientId, idempotencyKey, models, check }: DispatchOptions,
  ): Promise<Result<{ readonly sequence: number }, Refusal>> {
    if (idempotencyKey !== undefined) {
      // A repeated command must not be judged again: what it did the first time may now forbid it.
      const repeated = await log.findAppended(id, idempotencyKey);
      if (repeated !== null) return repeatedAt(repeated);
    }
    const { takeBackSince } = recent;
    const past = command.type === 'restore-version' ? await stateAt(log, id, command.sequence) : null;
    const circumstances: Circumstances = { clientId, newId, rebase: rebaseOnto, takeBackSince, past };
    for (;;) {
      check?.();
      const decided = decide(state, command, circumstances);
      if (!decided.ok) return decided;
      if (decided.value.length === 0) return ok({ sequence: state.sequence });
      const append = prepare(decided.value, { models });
      const repeated = await send(append, idempotencyKey === undefined ? {} : { idempotencyKey });
      if (repeated !== null) return repeatedAt(repeated);
      if (append.fate === 'kept') return ok({ sequence: state.sequence });
    }
  }

  /** It was carried out earlier, perhaps by another process, or by us without our knowing. */
  function repeatedAt(sequence: number): Result<{ readonly sequence: number }, Refusal> {
    if (sequence > state.sequence) news.look();
    return ok({ sequence });
  }

  async function record(
    decideNow: (state: SessionState) => readonly SessionEventBody[],
    { lease, goBack, onOutage }: RecordOptions = {},
  ): Promise<SessionState> {
    let append: PendingAppend | null = null;
    const tryOnce = async () => {
      for (;;) {
        // What is in doubt is sent again as it was: so it cannot get into the log twice.
        if (append?.fate !== 'sent') append = null;
        if (!append) {
          const bodies = decideNow(state);
          if (bodies.length === 0) return;
          append = prepare(bodies, { goBack });
        }
        await send(append, lease ? { lease } : {});
        if (append.fate === 'kept') return;
      }
    };
    for (let attempt = 0; ; attempt++) {
      try {
        return await inTurn(async () => {
          // Somebody else's turn may have shown that it is in the log.
          if (append?.fate !== 'kept') await tryOnce();
          return state;
        });
      } catch (error) {
        if (!canPass(error) || closing.signal.aborted) throw error;
        onOutage?.(error);
        await pause(backoffMs(attempt, { firstMs: 100, mostMs: 2_000 }));
        if (closing.signal.aborted) throw error;
      }
    }
  }

  function prepare(
    bodies: readonly SessionEventBody[],
    { goBack = () => {}, models }: { goBack?: (() => void) | undefined; readonly models?: ModelSource | undefined },
  ): PendingAppend {
    requireFitting(bodies, state);
    const atMs = clock.nowMs();
    return appends.send(
      bodies.map((body) => ({ ...encodeEvent(body), atMs })),
      goBack,
      models,
    );
  }

  /** Sends it, and settles what became of it unless the store fails. Gives where its key was used before, if it was. */
  async function send(
    append: PendingAppend,
    options: { readonly lease?: Lease; readonly idempotencyKey?: string },
  ): Promise<number | null> {
    let outcome: AppendOutcome;
    try {
      outcome = await log.append(id, { expectedHead: state.sequence, events: append.drafts, ...options });
    } catch (error) {
      append.doubt();
      // It may be there: then it is not to wait for the next one's turn to be seen.
      news.look();
      throw error;
    }
    switch (outcome.status) {
      case 'appended':
        append.keep();
        take(outcome.events, 'here', append.models);
        return null;
      case 'repeated':
        append.drop();
        return outcome.lastSequence;
      case 'fenced':
        append.drop();
        throw new LeaseLost(`The lease of session ${id} has passed to somebody else`);
      case 'head-moved':
        await readOn();
        return null;
      default:
        return outcome satisfies never;
    }
  }

  function take(stored: readonly StoredEvent[], from: FoldedEvent['from'], models?: ModelSource): void {
    const ours = appends.settle(stored);
    const count = ours?.drafts.length ?? 0;
    // Nobody was told of what was kept without our knowing.
    if (count > 0) log.announce(id, stored.slice(0, count));
    stored.forEach((one, index) => (index < count ? fold(one, 'here', ours?.models) : fold(one, from, models)));
  }

  function fold(stored: StoredEvent, from: FoldedEvent['from'], models: ModelSource | undefined): void {
    const event = decodeEvent(stored);
    const before = state;
    state = foldSession(before, event);
    followText(event);
    const folding = { event, before, after: state, from, ...(models ? { models } : {}) };
    recent.note(folding);
    tell(folding);
  }

  function tell(folding: FoldedEvent): void {
    try {
      folded.emit(folding);
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

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        closing.signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.schedule(delayMs, end);
      closing.signal.addEventListener('abort', end);
    });
  }
}

/** Whether a store that failed like this may take it later. */
function canPass(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind !== 'exists' && error.kind !== 'missing';
}
