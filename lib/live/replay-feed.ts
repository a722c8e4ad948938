import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '../base/clock.ts';
import type { SessionEvent } from '../session/session-event.ts';
import type { SessionState } from '../session/session-state.ts';
import { createReplayStates } from './replay-states.ts';
import { createReplayTape, type ReplayMark, type ReplayTape } from './replay-tape.ts';

/** How fast a replay can go, against the clock. */
export const replaySpeeds = [0.5, 1, 2, 5, 10, 20, 50] as const;
export type ReplaySpeed = (typeof replaySpeeds)[number];

/** What a replay tells whoever shows it: the next events, as a live feed does, or another moment altogether. */
export interface ReplayListener {
  /** They follow on what was shown. */
  events(events: readonly SessionEvent[]): void;
  leap(state: SessionState): void;
}

/** What the controls show of a replay. */
export interface ReplayView {
  readonly isPlaying: boolean;
  readonly speed: ReplaySpeed;
  /** Waits are shortened to a second. */
  readonly skipsIdle: boolean;
  readonly positionMs: number;
  readonly durationMs: number;
  /** The moment that the position stands for: the last event that has happened. */
  readonly sequence: number;
  /** The last event that the tape has. */
  readonly length: number;
  /** The tape reaches to where the session was when it was opened. */
  readonly isLoaded: boolean;
  /** The part of the tape that is here, from 0 to 1, until all of it is. */
  readonly loaded: number;
  /** The log could not be read. */
  readonly isBroken: boolean;
  readonly marks: readonly ReplayMark[];
  readonly turn: number;
  readonly turns: number;
}

/** A session's log against a clock: the other driver of what the live feed drives. Finished or still growing. */
export interface ReplayFeed {
  readonly view: StoreApi<ReplayView>;
  readonly tape: ReplayTape;
  /** From the start, when it stands at the end. */
  play(): void;
  pause(): void;
  setSpeed(speed: ReplaySpeed): void;
  /** One step faster or slower. */
  changeSpeed(by: 1 | -1): void;
  setSkipsIdle(skipsIdle: boolean): void;
  /** Goes to a time on the scale that is shown. Cheap enough to be called as a pointer moves. */
  seek(timeMs: number): void;
  seekBy(byMs: number): void;
  /** Goes to the moment right after an event. */
  seekTo(sequence: number): void;
  /** Goes to the start of the run before or after; `mark`: also to stops, redirects and errors. */
  step(direction: 1 | -1, to?: 'turn' | 'mark'): void;
  toEnd(): void;
  /** The tape grows. What it has already is passed over. */
  grow(events: readonly SessionEvent[]): void;
  /** More is known of how far the tape has come in. */
  loading(progress: { readonly loaded: number } | 'done' | 'broken'): void;
  close(): void;
}

const frameMs = 16;
/** A page that was away for longer does not run after the time it missed. */
const longestFrameMs = 250;
/** More events than this in one frame are a leap. */
const mostPerFrame = 600;
/** Within so long after a turn's start, a step back goes to the turn before. */
const turnStartMs = 1_500;
/** The background folds between frames, and lets those who drag the position go first. */
const fillEveryMs = 12;
const fillAfterSeekMs = 200;

/** Starts a replay that stands at `start`, which the listener shows already. */
export function createReplayFeed({
  clock,
  listener,
  start,
  isPoster: opensAsPoster,
  fetchState,
  isGrowing,
}: {
  readonly clock: Clock;
  readonly listener: ReplayListener;
  readonly start: SessionState;
  /** The start is a picture of the whole, and nobody asked for this moment: playing begins at the first event. */
  readonly isPoster: boolean;
  /** Asks the server for a moment that is too far from all that is known here. Null when it cannot be had. */
  fetchState(sequence: number): Promise<SessionState | null>;
  /** Whether more events are likely to come soon: then a replay at the end waits for them. */
  isGrowing(): boolean;
}): ReplayFeed {
  const tape = createReplayTape();
  const states = createReplayStates(tape, clock);
  states.put(start);
  /** What the listener shows; behind the view's while a state is on its way. */
  let shown = start.sequence;
  let asked: number | null = null;
  let isPoster = opensAsPoster;
  let cancelFrame: (() => void) | null = null;
  let cancelFill: (() => void) | null = null;
  let frameAtMs = 0;
  let soughtAtMs = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  const view = createStore<ReplayView>(() => ({
    isPlaying: false,
    speed: 1,
    skipsIdle: true,
    positionMs: 0,
    durationMs: 0,
    sequence: start.sequence,
    length: 0,
    isLoaded: false,
    loaded: 0,
    isBroken: false,
    marks: [],
    turn: start.runs.length,
    turns: start.runs.length,
  }));
  const now = () => view.getState();
  const scale = () => (now().skipsIdle ? 'brief' : 'real');

  // ---- the picture

  /** Shows the moment that the view tells: at once, or when the state has come. */
  function show(): void {
    const { sequence } = now();
    if (sequence === shown) return;
    const state = states.at(sequence);
    if (state) leap(state);
    else void ask(sequence);
  }

  function leap(state: SessionState): void {
    shown = state.sequence;
    listener.leap(state);
  }

  /** One question at a time: those who drag over a long tape ask for the last place when the answer has come. */
  async function ask(sequence: number): Promise<void> {
    if (asked !== null) return;
    asked = sequence;
    const state = await fetchState(sequence).catch(() => null);
    asked = null;
    if (isClosed) return;
    if (state) states.put(state);
    if (now().sequence !== sequence) show();
    else if (state) leap(state);
  }

  // ---- the place

  function moveTo(sequence: number, positionMs: number): void {
    view.setState({ sequence, positionMs, turn: tape.length >= sequence ? tape.turnAt(sequence) : now().turn });
  }

  function goTo(sequence: number, positionMs: number): void {
    isPoster = false;
    soughtAtMs = clock.monotonicMs();
    moveTo(sequence, positionMs);
    show();
  }

  function seekTo(sequence: number): void {
    const wanted = Math.max(1, now().isLoaded ? Math.min(sequence, tape.length) : sequence);
    goTo(wanted, tape.timeOf(wanted, scale()));
  }

  function seek(timeMs: number): void {
    if (tape.length === 0) return;
    const positionMs = Math.min(Math.max(0, timeMs), tape.durationMs(scale()));
    goTo(tape.sequenceAt(positionMs, scale()), positionMs);
  }

  // ---- the time

  function play(): void {
    if (now().isPlaying || isClosed) return;
    const isAtEnd = now().isLoaded && now().sequence >= tape.length && !isGrowing();
    if (isPoster || isAtEnd) seekTo(1);
    isPoster = false;
    view.setState({ isPlaying: true });
    frameAtMs = clock.monotonicMs();
    nextFrame();
  }

  function pause(): void {
    cancelFrame?.();
    cancelFrame = null;
    if (now().isPlaying) view.setState({ isPlaying: false });
  }

  function nextFrame(): void {
    cancelFrame = clock.schedule(frameMs, () => {
      const atMs = clock.monotonicMs();
      const passedMs = Math.min(atMs - frameAtMs, longestFrameMs);
      frameAtMs = atMs;
      goOn(passedMs * now().speed);
      if (now().isPlaying) nextFrame();
    });
  }

  function goOn(byMs: number): void {
    const { sequence, positionMs, isLoaded } = now();
    // The picture is on its way: time waits for it. Nor does it run ahead of the tape.
    if (shown !== sequence || sequence > tape.length) return;
    const endMs = tape.durationMs(scale());
    const nextMs = Math.min(positionMs + byMs, endMs);
    const next = Math.max(sequence, tape.sequenceAt(nextMs, scale()));
    moveTo(next, nextMs);
    if (next - shown > mostPerFrame) show();
    else if (next > shown) {
      const events = tape.slice(shown, next);
      shown = next;
      listener.events(events);
    }
    if (isLoaded && next >= tape.length && !isGrowing()) pause();
  }

  // ---- the tape

  function grow(events: readonly SessionEvent[]): void {
    const before = tape.length;
    tape.append(events);
    if (tape.length === before) return;
    const { sequence, positionMs } = now();
    view.setState({
      length: tape.length,
      durationMs: tape.durationMs(scale()),
      marks: tape.marks,
      turns: Math.max(now().turns, tape.turnAt(tape.length)),
      // A moment opened by its number has its place once the tape has come so far.
      ...(before < sequence && tape.length >= sequence
        ? { positionMs: tape.timeOf(sequence, scale()), turn: tape.turnAt(sequence) }
        : { positionMs }),
    });
    if (shown !== sequence) show();
    keepFilling();
  }

  function keepFilling(): void {
    if (cancelFill || isClosed) return;
    cancelFill = clock.schedule(fillEveryMs, () => {
      cancelFill = null;
      const isBusy = clock.monotonicMs() - soughtAtMs < fillAfterSeekMs;
      if (isBusy || states.fill()) keepFilling();
      // What the server could not give may be known here by now.
      const awaited = shown === now().sequence ? null : states.at(now().sequence);
      if (awaited) leap(awaited);
    });
  }

  return {
    view,
    tape,
    play,
    pause,
    setSpeed: (speed) => view.setState({ speed }),
    changeSpeed(by) {
      const speed = replaySpeeds[replaySpeeds.indexOf(now().speed) + by];
      if (speed !== undefined) view.setState({ speed });
    },
    setSkipsIdle(skipsIdle) {
      view.setState({ skipsIdle });
      view.setState({
        durationMs: tape.durationMs(scale()),
        positionMs: tape.timeOf(now().sequence, scale()),
      });
    },
    seek,
    seekBy: (byMs) => seek(now().positionMs + byMs),
    seekTo,
    step(direction, to = 'turn') {
      const places = tape.marks.filter(({ kind }) => to === 'mark' || kind === 'turn' || kind === 'race');
      const { sequence, positionMs } = now();
      if (direction === 1) {
        seekTo(places.find((mark) => mark.sequence > sequence)?.sequence ?? tape.length);
        return;
      }
      const before = places.filter((mark) => mark.sequence < sequence);
      const last = before.at(-1);
      const isJustPast =
        to === 'turn' && last !== undefined && positionMs - tape.timeOf(last.sequence, scale()) < turnStartMs;
      seekTo((isJustPast ? before.at(-2) : last)?.sequence ?? 1);
    },
    toEnd: () => seekTo(tape.length),
    grow,
    loading(progress) {
      if (progress === 'broken') view.setState({ isBroken: true });
      else if (progress === 'done') view.setState({ isLoaded: true, loaded: 1, isBroken: false });
      else view.setState({ loaded: progress.loaded, isBroken: false });
    },
    close() {
      isClosed = true;
      cancelFrame?.();
      cancelFill?.();
    },
  };
}
