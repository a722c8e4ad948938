import { createStore } from 'zustand/vanilla';
import { type Clock, systemClock } from '../base/clock.ts';
import { createEmitter, type Emitter } from '../base/emitter.ts';
import { type Change, changeFromJson, changeToJson, Text } from '../document/change.ts';
import {
  createReplica,
  dropUnconfirmed,
  editLocally,
  isSettled,
  leapTo,
  type Outgoing,
  receive,
  refuseInFlight,
  type Replica,
  takeOutgoing,
  toVisible,
} from '../document/replica.ts';
import { afterOtherChange } from '../document/run-review.ts';
import { asksModel } from '../session/asks-model.ts';
import type { Command } from '../session/command.ts';
import { foldSession } from '../session/fold-session.ts';
import { currentRace } from '../session/race.ts';
import { isRunning } from '../session/run-machine.ts';
import type { Author, SessionEvent } from '../session/session-event.ts';
import { emptySession, openReviews, type SessionState } from '../session/session-state.ts';
import { restoreSnapshot, type SessionSnapshot } from '../session/snapshot.ts';
import { askProposal } from './ask-proposal.ts';
import { type CommandSender, createCommandSender, readError, type SendOutcome } from './command-sender.ts';
import { createCompany } from './company.ts';
import { followOverHttp } from './http-feed.ts';
import { viewRaces } from './race-view.ts';
import { createRunProgress, type RunProgress } from './run-progress.ts';
import type { CommandOutcome, HunkView, SessionClient, SessionView, VisibleChange } from './session-view.ts';
import { splitChange } from './split-change.ts';
import { createUndoOrder } from './undo-order.ts';
import { packUnsent, type UnsentChanges, unpackUnsent } from './unsent-changes.ts';
import { viewFiles, viewHunks, viewTurns } from './view-of-state.ts';

/** How a page opens a session: one that is there, or a draft that becomes one with its first edit or instruction. */
export type SessionOpening =
  | {
      readonly kind: 'existing';
      readonly sessionId: string;
      readonly snapshot: SessionSnapshot;
      readonly editToken: string | null;
      /** What was typed before the page was loaded again, and was not confirmed then. */
      readonly unsent?: UnsentChanges | null;
    }
  | {
      readonly kind: 'draft';
      readonly title: string;
      readonly files: readonly { readonly path: string; readonly text: string }[];
    };

/** How much is inserted by one command at the most, in code units: well under the server's 64 KB as JSON, whatever is typed. */
const mostInserted = 8_000;

/** How long the view is held still for a Stop that the server does not answer. */
const holdAtMostMs = 2_000;

/** How often the ticking numbers and the counts of hunks are brought up to date. */
const slowTickMs = 250;

/** Opens a session in a page. See `SessionClient` for what it promises. */
export function createSessionClient({
  opening,
  clientId = randomId(),
  baseUrl = '',
  clock = systemClock,
  name = '',
  onSession = () => {},
  onWithdrawn = () => {},
  keptToken = () => null,
  accessCode = () => null,
  providerKeys = () => null,
}: {
  readonly opening: SessionOpening;
  readonly clientId?: string;
  /** The server's origin; the page's own when empty. */
  readonly baseUrl?: string;
  readonly clock?: Clock;
  /** What this person is called, for the others. */
  readonly name?: string;
  /** The draft has become a session, or its edit link was made anew: its address and the secret that allows editing it. */
  onSession?(session: { readonly sessionId: string; readonly editToken: string }): void;
  /** The secret is not valid any more, and the page can only watch from now on. */
  onWithdrawn?(): void;
  /** Another secret that was kept, by another page of the same person for one; asked when ours was refused. */
  keptToken?(refused: string | null): string | null;
  accessCode?(): string | null;
  /** The keys that this person brings, as `X-Flint-Provider-Keys` takes them; they go with what asks a model. */
  providerKeys?(): string | null;
}): SessionClient {
  let state: SessionState =
    opening.kind === 'existing' ? restoreSnapshot(opening.snapshot) : draftState(opening, clock);
  let sessionId = opening.kind === 'existing' ? opening.sessionId : null;
  let editToken = opening.kind === 'existing' ? opening.editToken : null;
  let canEdit = opening.kind === 'draft' || editToken !== null;
  let renewing: Promise<CommandOutcome> | null = null;
  const replicas = new Map<string, Replica>();
  const undoOrder = createUndoOrder();
  const textListeners = new Map<string, Emitter<VisibleChange>>();
  const anyText = createEmitter<string>();
  const pens = createEmitter<{ readonly fileId: string; readonly at: number | null }>();
  const hunkNews = createEmitter<string>();
  const eventNews = createEmitter<readonly SessionEvent[]>();
  const settled = createEmitter<null>();
  let sender: CommandSender | null = null;
  let making: Promise<CommandOutcome> | null = null;
  let endFeed: () => void = () => {};
  let isFeedLive = false;
  let progress: RunProgress | null = null;
  let cancelTick: (() => void) | null = null;
  let noticeCount = 0;
  let isClosed = false;
  /** What came since the person said Stop, until the server has taken it: then it is shown at once, as if never written. */
  let held: SessionEvent[] | null = null;
  let cancelHold: () => void = () => {};
  /** A whole state that came, and what came after it, until it is known what of ours it has in it. */
  let whole: { readonly snapshot: SessionSnapshot; readonly later: SessionEvent[] } | null = null;
  /** The sequence that the server gave changes which are under way here still. */
  const answered = new Map<string, number>();

  const view = createStore<SessionView>(() => ({
    sessionId,
    title: state.title,
    parent: state.parent,
    canEdit,
    connection: sessionId === null ? 'draft' : 'connecting',
    files: viewFiles(state, []),
    run: state.run,
    turns: viewTurns(state, []),
    races: viewRaces(state, []),
    racing: currentRace(state),
    progress: null,
    penFileId: penFileId(),
    notices: [],
    people: [],
    editors: 0,
    viewers: 0,
    isWithdrawn: false,
    unsent: 0,
    canUndo: false,
    canRedo: false,
    sequence: state.sequence,
  }));

  const company = createCompany({
    clientId,
    name,
    url: () => (sessionId === null ? null : `${baseUrl}/api/sessions/${sessionId}/presence`),
    headers: authorization,
    clock,
    mayShowCaret: () => canEdit,
    versionOf: (fileId) => state.files.get(fileId)?.version ?? null,
    replicaOf: (fileId) => replicas.get(fileId) ?? null,
    show: (part) => view.setState(part),
  });

  resumeProgress();
  if (sessionId !== null) follow();
  if (opening.kind === 'existing' && opening.unsent) takeUpUnsent(opening.unsent, opening.snapshot);

  const client: SessionClient = {
    clientId,
    view,
    textOf: (fileId) => replicaOf(fileId)?.text ?? Text.empty,
    editText(fileId, change) {
      edit(fileId, change, true);
    },
    endUndoStep: () => undoOrder.endStep(),
    propose(wish, listener) {
      if (!canEdit) return null;
      if (sessionId !== null) return ask(sessionId);
      // Who pauses early does so before the draft has become a session.
      let callOff: (() => void) | null = () => {};
      void makeSession().then((made) => {
        if (!callOff) return;
        if (made.status === 'refused') listener.failed({ code: made.code, retryAfterMs: null });
        else if (sessionId !== null) callOff = ask(sessionId);
      });
      return () => {
        callOff?.();
        callOff = null;
      };

      function ask(inSession: string): () => void {
        const url = `${baseUrl}/api/sessions/${inSession}/proposals`;
        return askProposal({ url, headers: { ...authorization(), ...keysHeader() }, wish, listener, clock });
      }
    },
    listenToText(fileId, listener) {
      const emitter = textListeners.get(fileId) ?? createEmitter<VisibleChange>();
      textListeners.set(fileId, emitter);
      return emitter.listen(listener);
    },
    listenToAnyText: (listener) => anyText.listen(listener),
    penAt: visiblePen,
    listenToPen: (listener) => pens.listen(({ fileId, at }) => listener(fileId, at)),
    hunksOf: visibleHunks,
    listenToHunks: (listener) => hunkNews.listen(listener),

    startRun: ({ instruction, selection, problem, lane, openFileId, model }) =>
      afterSettling(() => ({
        type: 'start-run',
        instruction,
        ...(selection ? { selection } : {}),
        ...(problem ? { problem } : {}),
        ...(lane ? { lane } : {}),
        ...(openFileId ? { openFileId } : {}),
        ...(model ? { model } : {}),
      })),
    startRace: ({ instruction, selection, openFileId, models }) =>
      afterSettling(() => ({
        type: 'start-race',
        instruction,
        ...(selection ? { selection } : {}),
        ...(openFileId ? { openFileId } : {}),
        models: [...models],
      })),
    pickRacer: (runId) => afterSettling(() => ({ type: 'pick-racer', racer: runId })),
    continueRun: ({ runId, lane, model }) =>
      afterSettling(() => ({
        type: 'continue-run',
        runId,
        ...(lane ? { lane } : {}),
        ...(model ? { model } : {}),
      })),
    redirectRun: ({ instruction, revert = false, lane }) =>
      act({ type: 'redirect-run', instruction, revert, ...(lane ? { lane } : {}) }),
    stopRun: ({ revert = false } = {}) => stop(revert),
    resumeRun: () => act({ type: 'resume-run' }),
    revertRun: (runId) => afterSettling(() => ({ type: 'revert-run', runId })),
    restoreRun: (runId) => afterSettling(() => ({ type: 'restore-run', runId })),
    acceptChanges: ({ runId, fileId, hunk }) =>
      afterSettling(() => ({
        type: 'accept-changes',
        runId,
        ...(fileId ? { fileId } : {}),
        ...atVersion(fileId, hunk),
      })),
    revertChanges: ({ runId, fileId, hunk }) =>
      afterSettling(() => ({ type: 'revert-changes', runId, fileId, ...atVersion(fileId, hunk) })),

    nameVersion: (runId, name) => act({ type: 'name-version', runId, name }),
    restoreVersion: (sequence) => afterSettling(() => ({ type: 'restore-version', sequence })),
    confirmed: () => state,
    listenToEvents: (listener) => eventNews.listen(listener),
    // Only a replay goes anywhere.
    listenToLeaps: () => () => {},
    stateAt,
    editToken: () => editToken,
    renewEditToken() {
      renewing ??= postRenewal().finally(() => {
        renewing = null;
      });
      return renewing;
    },

    caretsIn: (fileId) => company.caretsIn(fileId),
    listenToCarets: (listener) => company.listenToCarets(listener),
    showCaret: (caret) => company.showCaret(caret),
    callMyself: (next) => company.callMyself(next),
    unsentChanges: () => (canEdit && sessionId !== null ? packUnsent(replicas) : null),

    undo: () => step('undo'),
    redo: () => step('redo'),

    createFile: (path, text = '') => act({ type: 'create-file', path, text }),
    renameFile: (fileId, path) => act({ type: 'rename-file', fileId, newPath: path }),
    deleteFile: (fileId) => afterSettling(() => ({ type: 'delete-file', fileId })),
    renameSession: (title) => act({ type: 'rename-session', title }),
    notify,
    dismissNotice(id) {
      view.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
    },
    close() {
      isClosed = true;
      endFeed();
      company.close();
      sender?.close();
      cancelTick?.();
      cancelHold();
    },
  };
  return client;

  // ---- the way in: events

  function follow(): void {
    if (sessionId === null || isClosed) return;
    const url = `${baseUrl}/api/sessions/${sessionId}`;
    sender = createCommandSender({
      url: `${url}/commands`,
      headers: headersFor,
      clock,
      onWait: (isWaiting) => {
        if (isWaiting) view.setState({ connection: 'reconnecting' });
        else if (isFeedLive) view.setState({ connection: 'live' });
      },
    });
    openFeed();
  }

  function openFeed(): void {
    endFeed();
    isFeedLive = false;
    const token = editToken;
    endFeed = followOverHttp({
      url: `${baseUrl}/api/sessions/${sessionId}/events`,
      query: () => company.introduction(),
      after: state.sequence,
      headers: authorization,
      clock,
      mayRest: () => !canEdit,
      listener: {
        events: receiveEvents,
        snapshot: receiveWhole,
        passing({ event, data }) {
          if (event === 'presence') company.heard(data);
          else if (event === 'withdrawn') void tokenFailed(token);
        },
        status(status) {
          const isBack = status === 'live' && !isFeedLive;
          isFeedLive = status === 'live';
          if (!isFeedLive) company.parted();
          if (isBack && view.getState().connection !== 'live') sender?.hurry();
          if (view.getState().connection !== status && (isBack || !isFeedLive)) view.setState({ connection: status });
        },
      },
    });
  }

  function receiveEvents(events: readonly SessionEvent[]): void {
    if (whole) {
      whole.later.push(...events);
      return;
    }
    if (!held) {
      takeEvents(events);
      return;
    }
    held.push(...events);
    if (events.some(({ type }) => type === 'stop-requested' || type === 'run-ended')) letGo();
  }

  function takeEvents(events: readonly SessionEvent[]): void {
    let isQuiet = true;
    for (const event of events) {
      const before = state;
      state = foldSession(state, event);
      if (event.type === 'text-changed') {
        takeTextChange(event);
        if (event.review) isQuiet = false;
      } else if (event.type === 'pen-moved') {
        pens.emit({ fileId: event.fileId, at: visiblePen(event.fileId) });
      } else {
        if (event.type !== 'racer-acted') isQuiet = false;
        noteRunEvent(event, before);
      }
    }
    view.setState((shown) => ({
      sequence: state.sequence,
      ...(shown.run === state.run ? {} : { run: state.run }),
      races: viewRaces(state, shown.races),
      racing: currentRace(state),
      penFileId: penFileId(),
      ...(isQuiet
        ? {}
        : {
            title: state.title,
            files: viewFiles(state, shown.files),
            turns: viewTurns(state, shown.turns),
            ...undoFlags(),
          }),
    }));
    countUnsent();
    if (!isQuiet) tellHunks();
    startTicking();
    eventNews.emit(events);
  }

  function takeTextChange(event: Extract<SessionEvent, { type: 'text-changed' }>): void {
    const replica = replicas.get(event.fileId);
    const change = changeFromJson(event.change);
    if (replica) {
      const received = receive(replica, { version: event.version, change, changeId: event.changeId });
      replicas.set(event.fileId, received.replica);
      if (event.changeId !== undefined) answered.delete(event.changeId);
      if (received.visible && !received.visible.empty) show(event.fileId, received.visible, event.by);
      sendEdits(event.fileId);
    } else anyText.emit(event.fileId);
    company.changed(event.fileId, change, event.version, event.by);
    if (event.by.kind === 'model' && progress && event.tokens !== undefined)
      progress.count(event.tokens, clock.monotonicMs());
  }

  function show(fileId: string, change: Change, by: Author | null): void {
    undoOrder.mapOver(fileId, change);
    const penAt = by?.kind === 'model' ? visiblePen(fileId) : null;
    textListeners.get(fileId)?.emit({ change, by, ...(penAt === null ? {} : { penAt }) });
    anyText.emit(fileId);
  }

  function noteRunEvent(event: SessionEvent, before: SessionState): void {
    switch (event.type) {
      case 'run-started':
        progress = createRunProgress(event.runId, event.atMs, clock.monotonicMs());
        view.setState({ progress: progress.view(clock.monotonicMs()) });
        break;
      case 'race-picked':
        resumeProgress();
        view.setState({ progress: progress?.view(clock.monotonicMs()) ?? null });
        break;
      case 'attempt-started':
        progress?.attemptStarted(clock.monotonicMs());
        break;
      case 'attempt-writing':
        progress?.firstToken(event.timeToFirstTokenMs);
        if (progress) view.setState({ progress: progress.view(clock.monotonicMs()) });
        break;
      case 'prose-written':
        progress?.count(event.tokens, clock.monotonicMs());
        break;
      case 'run-ended': {
        const run = state.runs.findLast(({ id }) => id === event.runId);
        if (run?.clientId === clientId && !run.isReverted && run.reviews.size > 0) undoOrder.recordRun(run.id);
        const pen = before.runs.findLast(({ id }) => id === event.runId)?.pen;
        if (pen) pens.emit({ fileId: pen.fileId, at: null });
        if (progress) {
          progress.count(event.receipt.tokens, clock.monotonicMs());
          view.setState({ progress: progress.view(clock.monotonicMs()) });
        }
        break;
      }
      default:
        break;
    }
  }

  /**
   * Starts from a whole state. What was typed and is not confirmed goes on from there; for that it has to be known
   * whether the state has what is under way already, so the server's answers are waited for.
   */
  function receiveWhole(snapshot: SessionSnapshot): void {
    held = null;
    whole = { snapshot, later: [] };
    takeWholeWhenKnown();
  }

  function takeWholeWhenKnown(): void {
    const isKnown = ({ inFlight }: Replica) => !inFlight || answered.has(inFlight.outgoing.changeId);
    if (!whole || isClosed || ![...replicas.values()].every(isKnown)) return;
    const { snapshot, later } = whole;
    whole = null;
    takeWhole(snapshot);
    takeEvents(later);
  }

  function takeWhole(snapshot: SessionSnapshot): void {
    state = restoreSnapshot(snapshot);
    company.leapt();
    for (const [fileId, replica] of replicas) {
      const file = state.files.get(fileId);
      if (!file) {
        replicas.delete(fileId);
        if (!isSettled(replica)) rescue('The file that you wrote in is not there any more.', replica.text.toString());
        continue;
      }
      const answer = replica.inFlight ? answered.get(replica.inFlight.outgoing.changeId) : undefined;
      const hasInFlight = answer !== undefined && answer <= snapshot.sequence;
      if (replica.inFlight && hasInFlight) answered.delete(replica.inFlight.outgoing.changeId);
      const leapt = leapTo(replica, { text: file.text, version: file.version }, { hasInFlight });
      replicas.set(fileId, leapt.replica);
      if (!leapt.visible.empty) show(fileId, leapt.visible, null);
      sendEdits(fileId);
    }
    resumeProgress();
    view.setState((shown) => ({
      title: state.title,
      files: viewFiles(state, shown.files),
      run: state.run,
      turns: viewTurns(state, []),
      races: viewRaces(state, shown.races),
      racing: currentRace(state),
      sequence: state.sequence,
      penFileId: penFileId(),
      ...undoFlags(),
    }));
    countUnsent();
    tellHunks();
    startTicking();
  }

  // ---- Stop: from now on nothing that the person has not seen is shown

  async function stop(revert: boolean): Promise<CommandOutcome> {
    if (!isRunning(state.run) || held) return act({ type: 'stop-run', revert });
    const own: SessionEvent[] = [];
    held = own;
    const letGoOwn = () => {
      if (held === own) letGo();
    };
    cancelHold = clock.schedule(holdAtMostMs, letGoOwn);
    const outcome = await act({ type: 'stop-run', revert, seen: state.sequence });
    if (held !== own) return outcome;
    cancelHold();
    if (outcome.status === 'refused') letGo();
    // Acknowledged, but its events may still be on their way: they come with the next piece of the feed.
    else cancelHold = clock.schedule(holdAtMostMs, letGoOwn);
    return outcome;
  }

  function letGo(): void {
    const events = held;
    held = null;
    cancelHold();
    if (events && events.length > 0 && !isClosed) takeEvents(events);
  }

  // ---- the way out: edits and commands

  function edit(fileId: string, change: Change, isTyped: boolean): void {
    const replica = replicaOf(fileId);
    if (!replica || !canEdit || change.empty) return;
    if (isTyped) {
      const joinable = change.newLength - change.length <= 2 && change.length - change.newLength <= 2;
      undoOrder.recordEdit(fileId, change, replica.text, { nowMs: clock.monotonicMs(), joinable });
    }
    replicas.set(fileId, editLocally(replica, change));
    anyText.emit(fileId);
    view.setState(undoFlags());
    sendEdits(fileId);
    startTicking();
  }

  function sendEdits(fileId: string): void {
    const replica = replicas.get(fileId);
    if (!replica || replica.inFlight || replica.pending.empty) {
      if (allSettled()) settled.emit(null);
      return;
    }
    if (!sender) {
      void makeSession();
      return;
    }
    const { first, rest } = splitChange(replica.pending, mostInserted);
    const taken = takeOutgoing({ ...replica, pending: first }, randomId());
    if (!taken) return;
    replicas.set(fileId, rest ? { ...taken.replica, pending: rest } : taken.replica);
    countUnsent();
    void sendOut(fileId, taken.outgoing);
  }

  async function sendOut(fileId: string, { changeId, version, change }: Outgoing): Promise<void> {
    if (!sender) return;
    const outcome = await send(
      { type: 'change-text', fileId, version, change: changeToJson(change), changeId },
      changeId,
    );
    if (isClosed) return;
    const isUnderWay = replicas.get(fileId)?.inFlight?.outgoing.changeId === changeId;
    if (outcome.status === 'refused') takeOutRefused(fileId, changeId, outcome.text);
    else if (isUnderWay) answered.set(changeId, outcome.sequence);
    countUnsent();
    takeWholeWhenKnown();
  }

  /** Sends a command; once more where its token was withdrawn and there is a newer one. */
  async function send(command: Command, idempotencyKey: string): Promise<SendOutcome> {
    const closed: SendOutcome = { status: 'refused', code: 'closed', text: '' };
    const token = editToken;
    const outcome = (await sender?.send(command, idempotencyKey)) ?? closed;
    const isTokenRefused =
      outcome.status === 'refused' && (outcome.code === 'wrong-token' || outcome.code === 'token-needed');
    if (!isTokenRefused || !(await tokenFailed(token))) return outcome;
    return (await sender?.send(command, idempotencyKey)) ?? closed;
  }

  function takeOutRefused(fileId: string, changeId: string, text: string): void {
    const replica = replicas.get(fileId);
    if (replica?.inFlight?.outgoing.changeId !== changeId) return;
    const refused = refuseInFlight(replica);
    if (!refused) return;
    replicas.set(fileId, refused.replica);
    show(fileId, refused.visible, null);
    rescue(text, refused.lostText);
    sendEdits(fileId);
  }

  /** Sends before it returns, where nothing has to be waited for: what the page draws about it comes after. */
  async function act(command: Command): Promise<CommandOutcome> {
    if (!canEdit) return { status: 'refused', code: 'read-only', text: 'This link only lets you watch.' };
    if (!sender) {
      const made = await makeSession();
      if (made.status === 'refused' || !sender) return made;
    }
    const outcome = await send(command, randomId());
    return outcome.status === 'done' ? { status: 'done' } : outcome;
  }

  // ---- the right to edit

  /** A token was refused. True when there is another one to go on with; else the page only watches from now on. */
  async function tokenFailed(token: string | null): Promise<boolean> {
    if (renewing) await renewing;
    if (isClosed || !canEdit) return false;
    if (editToken !== token) return true;
    const kept = keptToken(token);
    if (kept !== null && kept !== token) {
      editToken = kept;
      openFeed();
      return true;
    }
    withdraw();
    return false;
  }

  function withdraw(): void {
    const lost: string[] = [];
    for (const [fileId, replica] of replicas) {
      const dropped = dropUnconfirmed(replica);
      if (!dropped) continue;
      replicas.set(fileId, dropped.replica);
      show(fileId, dropped.visible, null);
      if (dropped.lostText !== '') lost.push(dropped.lostText);
    }
    canEdit = false;
    editToken = null;
    company.showCaret(null);
    view.setState({ canEdit, isWithdrawn: true });
    const text = 'The edit link that you came with was withdrawn. You can go on watching.';
    if (lost.length === 0) notify({ tone: 'info', text });
    else rescue(`${text} What you typed last was not taken any more.`, lost.join('\n'));
    countUnsent();
    onWithdrawn();
    openFeed();
    takeWholeWhenKnown();
  }

  async function postRenewal(): Promise<CommandOutcome> {
    const closed: CommandOutcome = { status: 'refused', code: 'read-only', text: 'This link only lets you watch.' };
    if (sessionId === null || editToken === null) return closed;
    let response: Response;
    try {
      response = await fetch(`${baseUrl}/api/sessions/${sessionId}/edit-token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...authorization() },
        body: '{}',
      });
    } catch {
      return { status: 'refused', code: 'unreachable', text: 'The server cannot be reached. Try again.' };
    }
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) return { status: 'refused', ...readError(body) };
    editToken = (body as { readonly editToken: string }).editToken;
    onSession({ sessionId, editToken });
    openFeed();
    return { status: 'done' };
  }

  /**
   * Goes on with what was typed before the page was loaded again: it stands on an older state than the one that came
   * with the page, and leaps to that once it is known whether what was under way is in it.
   */
  function takeUpUnsent(unsent: UnsentChanges, snapshot: SessionSnapshot): void {
    const kept = unpackUnsent(unsent);
    if (!canEdit) {
      const texts = [...kept.values()].map((replica) => dropUnconfirmed(replica)?.lostText ?? '');
      const lost = texts.filter((text) => text !== '').join('\n');
      if (lost !== '') rescue('What you typed before this page was loaded was not taken.', lost);
      return;
    }
    for (const [fileId, replica] of kept) {
      if (state.files.has(fileId)) replicas.set(fileId, replica);
      else rescue('The file that you wrote in is not there any more.', dropUnconfirmed(replica)?.lostText ?? '');
    }
    receiveWhole(snapshot);
    for (const [fileId, { inFlight }] of replicas) if (inFlight) void sendOut(fileId, inFlight.outgoing);
    countUnsent();
  }

  async function afterSettling(commandNow: () => Command): Promise<CommandOutcome> {
    if (!allSettled()) await whenSettled();
    return act(commandNow());
  }

  /** The draft becomes a session. What is typed meanwhile waits, and is sent once it is there. */
  function makeSession(): Promise<CommandOutcome> {
    if (sender || sessionId !== null) return Promise.resolve({ status: 'done' });
    making ??= postSession().finally(() => {
      making = null;
    });
    return making;
  }

  async function postSession(): Promise<CommandOutcome> {
    const files = [...state.files.values()].map(({ id, path, text }) => ({ fileId: id, path, text: text.toString() }));
    let response: Response;
    try {
      response = await fetch(`${baseUrl}/api/sessions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...codeHeader() },
        body: JSON.stringify({ title: state.title, files }),
      });
    } catch {
      return refusedDraft('unreachable', 'The server cannot be reached. What you typed is kept here; try again.');
    }
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const { code, text } = readError(body);
      return refusedDraft(code, text);
    }
    const made = body as { readonly sessionId: string; readonly editToken: string };
    sessionId = made.sessionId;
    editToken = made.editToken;
    onSession(made);
    view.setState({ sessionId, connection: 'connecting' });
    follow();
    for (const fileId of replicas.keys()) sendEdits(fileId);
    return { status: 'done' };
  }

  function refusedDraft(code: string, text: string): CommandOutcome {
    const isKnown = view.getState().notices.some((notice) => notice.text === text);
    if (!isKnown) notify({ tone: 'problem', text });
    return { status: 'refused', code, text };
  }

  async function stateAt(sequence: number): Promise<SessionState | null> {
    if (sessionId === null) return null;
    try {
      const response = await fetch(`${baseUrl}/api/sessions/${sessionId}/state?at=${sequence}`);
      if (!response.ok) return null;
      const { snapshot } = (await response.json()) as { readonly snapshot: SessionSnapshot };
      return restoreSnapshot(snapshot);
    } catch {
      return null;
    }
  }

  // ---- undo

  function step(direction: 'undo' | 'redo'): { readonly fileId: string | null } | null {
    const move = undoOrder[direction]((fileId) => client.textOf(fileId));
    if (!move) return null;
    if (move.kind === 'run') {
      const done = direction === 'undo' ? client.revertRun(move.runId) : client.restoreRun(move.runId);
      void done.then((outcome) => {
        if (outcome.status === 'refused') notify({ tone: 'info', text: outcome.text });
      });
      view.setState(undoFlags());
      return { fileId: null };
    }
    edit(move.fileId, move.change, false);
    textListeners.get(move.fileId)?.emit({ change: move.change, by: null });
    return { fileId: move.fileId };
  }

  // ---- what is shown

  function visiblePen(fileId: string): number | null {
    const run = state.runs.at(-1);
    if (!run || run.status !== 'running' || run.pen?.fileId !== fileId) return null;
    const replica = replicas.get(fileId);
    return replica ? toVisible(replica, run.pen.at) : run.pen.at;
  }

  function visibleHunks(fileId: string): readonly HunkView[] {
    const run = state.runs.findLast((one) => openReviews(one).length > 0);
    if (!run || run.status === 'running' || isRunning(state.run)) return [];
    const open = openReviews(run).find(([id]) => id === fileId);
    const replica = replicaOf(fileId);
    if (!open || !replica) return [];
    let { review } = open[1];
    if (replica.inFlight) review = afterOtherChange(review, replica.inFlight.change);
    if (!replica.pending.empty) review = afterOtherChange(review, replica.pending);
    return viewHunks(review, replica.text);
  }

  function tellHunks(): void {
    for (const file of state.files.values()) hunkNews.emit(file.id);
  }

  /** While something moves: the speed, and the counts of hunks that typing changes. */
  function startTicking(): void {
    if (cancelTick || isClosed) return;
    cancelTick = clock.schedule(slowTickMs, () => {
      cancelTick = null;
      view.setState((shown) => ({
        turns: viewTurns(state, shown.turns),
        ...(progress && isRunning(state.run) ? { progress: progress.view(clock.monotonicMs()) } : {}),
      }));
      if (isRunning(state.run)) startTicking();
      else tellHunks();
    });
  }

  function resumeProgress(): void {
    const run = state.runs.at(-1);
    progress =
      run?.status === 'running' ? createRunProgress(run.id, run.startedAtMs, clock.monotonicMs(), run.tokens) : null;
    if (progress && run?.timeToFirstTokenMs != null) progress.firstToken(run.timeToFirstTokenMs);
    if (progress) startTicking();
  }

  function penFileId(): string | null {
    return state.runs.at(-1)?.pen?.fileId ?? null;
  }

  function undoFlags(): Pick<SessionView, 'canUndo' | 'canRedo'> {
    return { canUndo: undoOrder.canUndo, canRedo: undoOrder.canRedo };
  }

  function countUnsent(): void {
    const unsent = [...replicas.values()].filter((replica) => !isSettled(replica)).length;
    if (view.getState().unsent !== unsent) view.setState({ unsent });
  }

  function notify(notice: {
    readonly tone: 'info' | 'problem';
    readonly text: string;
    readonly rescued?: string;
  }): void {
    const id = ++noticeCount;
    view.setState(({ notices }) => ({ notices: [...notices, { id, ...notice }] }));
  }

  function rescue(text: string, rescued: string): void {
    notify({ tone: 'problem', text, ...(rescued ? { rescued } : {}) });
  }

  // ---- small things

  function replicaOf(fileId: string): Replica | null {
    const known = replicas.get(fileId);
    if (known) return known;
    const file = state.files.get(fileId);
    if (!file) return null;
    const replica = createReplica(file.text, file.version);
    replicas.set(fileId, replica);
    return replica;
  }

  function allSettled(): boolean {
    return [...replicas.values()].every(isSettled);
  }

  /** When all that was typed is in the log; goes on regardless once the way is broken for long. */
  async function whenSettled(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = clock.schedule(3_000, done);
      const end = settled.listen(done);
      function done(): void {
        cancel();
        end();
        resolve();
      }
    });
  }

  function atVersion(fileId: string | undefined, hunk: number | undefined): { hunk?: number; version?: number } {
    const version = fileId === undefined ? undefined : state.files.get(fileId)?.version;
    return hunk === undefined || version === undefined ? {} : { hunk, version };
  }

  function authorization(): Record<string, string> {
    return {
      'X-Flint-Client': clientId,
      ...(editToken === null ? {} : { Authorization: `Bearer ${editToken}` }),
      ...codeHeader(),
    };
  }

  function headersFor(command: Command): Record<string, string> {
    return asksModel(command) ? { ...authorization(), ...keysHeader() } : authorization();
  }

  function keysHeader(): Record<string, string> {
    const keys = providerKeys();
    return keys === null ? {} : { 'X-Flint-Provider-Keys': keys };
  }

  function codeHeader(): Record<string, string> {
    const code = accessCode();
    return code === null ? {} : { 'X-Flint-Access-Code': code };
  }
}

function draftState(opening: Extract<SessionOpening, { kind: 'draft' }>, clock: Clock): SessionState {
  return foldSession(emptySession, {
    type: 'session-started',
    sequence: 1,
    atMs: clock.nowMs(),
    title: opening.title,
    files: opening.files.map((file) => ({ ...file, fileId: randomId() })),
  });
}

function randomId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}
