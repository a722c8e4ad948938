import type { Clock } from '../base/clock.ts';
import { foldSession } from '../session/fold-session.ts';
import { emptySession, type SessionState } from '../session/session-state.ts';
import type { ReplayTape } from './replay-tape.ts';

/** The states of a session at every moment of a tape: some are kept, the others are folded from the nearest one before. */
export interface ReplayStates {
  /** The state right after an event; null when it would take too long to fold, or the tape does not reach so far. */
  at(sequence: number): SessionState | null;
  /** Keeps a state that came from elsewhere. */
  put(state: SessionState): void;
  /** Keeps states further along, as much as a few milliseconds give. False when all of the tape is done. */
  fill(): boolean;
}

/** Kept states lie at most so many events apart, and closer where folding is slow. */
const mostApart = 256;
const mostApartMs = 8;
/** How many events are folded while somebody waits. */
const mostFolded = 2_048;
/** How long one `fill` takes, and how many events at most. */
const fillMs = 5;
const fillEvents = 512;

/** Starts with the state before the first event. */
export function createReplayStates(tape: ReplayTape, clock: Clock): ReplayStates {
  /** In order. Cheap: what two states have in common is there once. */
  const kept: SessionState[] = [emptySession];
  /** The way from the start that `fill` has come. */
  let filled = emptySession;

  /** The place of the last kept state at or before this event. */
  function placeOf(sequence: number): number {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function put(state: SessionState): void {
    const place = placeOf(state.sequence);
    if (kept[place]?.sequence !== state.sequence) kept.splice(place + 1, 0, state);
  }

  /** Folds on, and keeps what is worth keeping, until an event or until `isEnough`. */
  function fold(from: SessionState, upTo: number, isEnough: (count: number) => boolean = () => false): SessionState {
    let state = from;
    let lastKept = from.sequence;
    let lastKeptMs = clock.monotonicMs();
    for (let count = 0; state.sequence < upTo && !isEnough(count); count += 1) {
      const event = tape.event(state.sequence + 1);
      if (!event) break;
      state = foldSession(state, event);
      const nowMs = clock.monotonicMs();
      if (state.sequence - lastKept < mostApart && nowMs - lastKeptMs < mostApartMs) continue;
      put(state);
      lastKept = state.sequence;
      lastKeptMs = nowMs;
    }
    return state;
  }

  return {
    at(sequence) {
      if (sequence < 1) return null;
      const near = kept[placeOf(sequence)] ?? emptySession;
      if (near.sequence === sequence) return near;
      if (sequence > tape.length || sequence - near.sequence > mostFolded) return null;
      return fold(near, sequence);
    },
    put,
    fill() {
      const endMs = clock.monotonicMs() + fillMs;
      filled = fold(filled, tape.length, (count) => count >= fillEvents || clock.monotonicMs() >= endMs);
      put(filled);
      return filled.sequence < tape.length;
    },
  };
}
