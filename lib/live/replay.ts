import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Clock, systemClock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import { changeBetween } from '../document/change-between.ts';
import type { SessionEvent } from '../session/session-event.ts';
import type { SessionState } from '../session/session-state.ts';
import { loadLog } from './load-log.ts';
import {
  createPastSession,
  mostDifferences,
  type MomentAround,
  type PastListener,
  type PastSession,
} from './past-session.ts';
import { createReplayFeed, type ReplayFeed } from './replay-feed.ts';
import type { ReplayTape } from './replay-tape.ts';
import { isAtWork } from './race-view.ts';
import type { SessionClient, SessionView, VisibleChange } from './session-view.ts';

/** The way into a session's past, and back. */
export interface Replay {
  /** The session as it is now, whatever is shown. */
  readonly live: SessionClient;
  /** The replay that is open now; null while the page shows the session as it is. */
  readonly open: StoreApi<{ readonly feed: ReplayFeed | null }>;
  /** Opens the past: at a moment, or as a picture of the whole as it is now. Within an open replay it goes to the moment. */
  enter(sequence?: number): void;
  /** The same, at a state that is known already. */
  enterAt(state: SessionState): void;
  /** Back to the session as it is now. */
  leave(): void;
}

/** How long before a moment it is looked at how fast the run was. */
const recentMs = 10_000;
const mostRecent = 1_500;

/**
 * A session client that can show the past of its session in the same place: who reads `client` is told of the way there
 * and back in changes of the text, as of everything else. `live` goes on meanwhile. Closing stays with whoever made it.
 */
export function createReplay({
  live,
  baseUrl = '',
  clock = systemClock,
}: {
  readonly live: SessionClient;
  readonly baseUrl?: string;
  readonly clock?: Clock;
}): { readonly client: SessionClient; readonly replay: Replay } {
  const open = createStore<{ readonly feed: ReplayFeed | null }>(() => ({ feed: null }));
  const view = createStore<SessionView>(() => live.view.getState());
  const texts = new Map<string, ReturnType<typeof createEmitter<VisibleChange>>>();
  const anyText = createEmitter<string>();
  const pens = createEmitter<{ readonly fileId: string; readonly at: number | null }>();
  const hunks = createEmitter<string>();
  const leaps = createEmitter<null>();
  const carets = createEmitter<null>();
  let past: PastSession | null = null;
  /** Ends the loading and the listening of the open replay. */
  let end: () => void = () => {};

  const pastListener: PastListener = {
    text: tellText,
    anyText: (fileId) => anyText.emit(fileId),
    pen: (fileId, at) => pens.emit({ fileId, at }),
    hunks: (fileId) => hunks.emit(fileId),
    leap: () => leaps.emit(null),
    view: tellView,
  };

  // What is live passes through while nothing else is shown.
  live.view.subscribe(tellView);
  live.listenToAnyText((fileId) => {
    if (!past) anyText.emit(fileId);
  });
  live.listenToPen((fileId, at) => {
    if (!past) pens.emit({ fileId, at });
  });
  live.listenToHunks((fileId) => {
    if (!past) hunks.emit(fileId);
  });
  live.listenToLeaps(() => {
    if (!past) leaps.emit(null);
  });
  live.listenToCarets(() => {
    if (!past) carets.emit(null);
  });

  const client: SessionClient = {
    ...live,
    view,
    textOf: (fileId) => (past ?? live).textOf(fileId),
    editText(fileId, change) {
      if (!past) live.editText(fileId, change);
    },
    endUndoStep: () => live.endUndoStep(),
    propose: (wish, listener) => (past ? null : live.propose(wish, listener)),
    listenToText(fileId, listener) {
      let emitter = texts.get(fileId);
      if (!emitter) {
        const made = createEmitter<VisibleChange>();
        emitter = made;
        texts.set(fileId, made);
        live.listenToText(fileId, (change) => {
          if (!past) made.emit(change);
        });
      }
      return emitter.listen(listener);
    },
    listenToAnyText: (listener) => anyText.listen(listener),
    penAt: (fileId) => (past ?? live).penAt(fileId),
    listenToPen: (listener) => pens.listen(({ fileId, at }) => listener(fileId, at)),
    hunksOf: (fileId) => (past ?? live).hunksOf(fileId),
    listenToHunks: (listener) => hunks.listen(listener),
    listenToLeaps: (listener) => leaps.listen(listener),
    caretsIn: (fileId) => (past ? [] : live.caretsIn(fileId)),
    listenToCarets: (listener) => carets.listen(listener),
    showCaret: (caret) => live.showCaret(past ? null : caret),
    undo: () => (past ? null : live.undo()),
    redo: () => (past ? null : live.redo()),
    close() {
      leave();
      live.close();
    },
  };

  return { client, replay: { live, open, enter, enterAt, leave } };

  function enter(sequence?: number): void {
    const { feed } = open.getState();
    if (feed) {
      if (sequence !== undefined) feed.seekTo(sequence);
      return;
    }
    const now = live.confirmed();
    begin(now, { isPoster: sequence === undefined });
    if (sequence !== undefined) open.getState().feed?.seekTo(sequence);
  }

  function enterAt(state: SessionState): void {
    if (open.getState().feed) enter(state.sequence);
    else begin(state, { isPoster: false });
  }

  function begin(state: SessionState, { isPoster }: { readonly isPoster: boolean }): void {
    const { sessionId } = live.view.getState();
    if (sessionId === null) return;
    const own = createPastSession({
      state,
      around: { recent: [], rewrittenFileId: null },
      listener: pastListener,
      clock,
    });
    switchTo(own);
    const feed = createReplayFeed({
      clock,
      start: state,
      isPoster,
      listener: {
        events: own.take,
        leap: (next) => own.leap(next, aroundMoment(feed.tape, next.sequence)),
      },
      fetchState: live.stateAt,
      isGrowing: () => isAtWork(live.view.getState()) || live.view.getState().sequence > feed.tape.length,
    });
    end = keepUp(feed, `${baseUrl}/api/sessions/${sessionId}/log`);
    open.setState({ feed });
  }

  function leave(): void {
    const { feed } = open.getState();
    if (!feed) return;
    end();
    feed.close();
    switchTo(null);
    open.setState({ feed: null });
  }

  /** Loads what is there, and goes on with what comes. */
  function keepUp(feed: ReplayFeed, url: string): () => void {
    const abort = new AbortController();
    let isLoading = false;
    let waiting: SessionEvent[] = [];
    void load();
    const unlisten = live.listenToEvents((events) => {
      if (!isLoading && events[0]?.sequence === feed.tape.length + 1) feed.grow(events);
      else waiting.push(...events);
      // What came by another way than one by one is read from the log.
      if (!isLoading && waiting.length > 0) void load();
    });
    return () => {
      abort.abort();
      unlisten();
    };

    async function load(): Promise<void> {
      isLoading = true;
      const upTo = live.view.getState().sequence;
      const isDone = await loadLog({
        url,
        after: feed.tape.length,
        upTo,
        clock,
        signal: abort.signal,
        events(events) {
          feed.grow(events);
          if (!feed.view.getState().isLoaded) feed.loading({ loaded: feed.tape.length / upTo });
        },
      });
      if (abort.signal.aborted) return;
      isLoading = false;
      if (!isDone) {
        feed.loading('broken');
        return;
      }
      const fresh = waiting.filter(({ sequence }) => sequence > feed.tape.length);
      waiting = [];
      if (fresh.length > 0 && fresh[0]?.sequence === feed.tape.length + 1) feed.grow(fresh);
      feed.loading('done');
      if (live.view.getState().sequence > feed.tape.length) await load();
    }
  }

  /** Shows another session in the place of the one that is shown, as changes of its texts. */
  function switchTo(next: PastSession | null): void {
    const before = new Map([...texts.keys()].map((fileId) => [fileId, client.textOf(fileId)]));
    past = next;
    leaps.emit(null);
    for (const [fileId, text] of before) {
      const change = changeBetween(text, client.textOf(fileId), { mostDifferences });
      if (change.empty) continue;
      tellText(fileId, { change, by: null });
      anyText.emit(fileId);
    }
    tellView();
    live.showCaret(null);
    carets.emit(null);
    for (const fileId of before.keys()) {
      pens.emit({ fileId, at: client.penAt(fileId) });
      hunks.emit(fileId);
    }
  }

  function tellText(fileId: string, change: VisibleChange): void {
    texts.get(fileId)?.emit(change);
  }

  function tellView(): void {
    const now = live.view.getState();
    const shown = past ? { ...now, ...past.view(), canEdit: false, canUndo: false, canRedo: false } : now;
    view.setState(shown, true);
  }
}

/** What the state of a moment does not tell, from the events before it. */
function aroundMoment(tape: ReplayTape, sequence: number): MomentAround {
  const moment = tape.event(sequence);
  if (!moment) return { recent: [], rewrittenFileId: null };
  let first = sequence;
  while (first > 1 && sequence - first < mostRecent) {
    const event = tape.event(first);
    if (!event || event.type === 'run-started' || event.type === 'race-picked' || moment.atMs - event.atMs > recentMs)
      break;
    first -= 1;
  }
  return { recent: tape.slice(first, sequence), rewrittenFileId: tape.rewrittenFileAt(sequence) };
}
