import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../base/clock.ts';
import type { Change } from '../document/change.ts';
import type { ProposalListener } from './ask-proposal.ts';
import { type ProposalPlace, proposedChange } from './proposal.ts';

/** What live mode does at the moment. */
export type LiveState =
  | { readonly kind: 'idle' | 'thinking' }
  /** Something is proposed, and can be taken. */
  | { readonly kind: 'ready'; take(): void }
  /** It asks again from then on, on the clock of `performance.now()`. */
  | { readonly kind: 'waiting'; readonly code: string; readonly untilMs: number }
  /** It asks no more until something is changed. */
  | { readonly kind: 'failed'; readonly code: string };

/** Whether live mode is on, and what it does. */
export interface LiveMode {
  readonly isOn: boolean;
  readonly state: LiveState;
}

/** What is shown of a proposal, in offsets of the text. */
export interface ShownProposal {
  readonly from: number;
  /** What stands from `from` to here would go. */
  readonly to: number;
  readonly insert: string;
}

/** Where a person paused, as an offset of the text. */
export interface PausePlace extends ProposalPlace {
  readonly offset: number;
}

/** Live mode's proposals for one editor, told what happens in it. */
export interface Proposing {
  /** The person typed this, in the text's offsets. */
  typed(change: Change): void;
  /** The person's cursor stands here now, and not because they typed. */
  moved(offset: number): void;
  /** The person began, or ended, to compose a character out of several keys. */
  composing(isComposing: boolean): void;
  /** What is proposed is taken. */
  take(): void;
  /** Whatever was on its way is closed, and nothing is shown any more. */
  putAway(): void;
  /** The same, and a pause that had begun is none. */
  stop(): void;
}

/** A pause that is long enough to be one, and short enough not to be waited for. */
const pauseMs = 300;

/** How long it asks no more after a failure that does not say. */
const usualWaitMs = 20_000;

/** What passes by itself; after anything else it waits for the person to change something. */
const passing: ReadonlySet<string> = new Set([
  'rate-limit',
  'overloaded',
  'too-fast',
  'network',
  'stalled',
  'protocol',
  'unreachable',
  'store-unavailable',
  'internal',
  'unknown',
]);

/** A proposal on its way, or shown. */
interface Proposal {
  readonly place: PausePlace;
  answer: string;
  isOver: boolean;
  /** All is here that the model meant to write. */
  isWhole: boolean;
  /** How much of it the person has typed themselves. */
  typed: number;
  callOff: () => void;
}

/**
 * Asks when the person pauses in typing, and says what is to be shown. Who types what it says keeps it; who types something
 * else, or moves, has it called off, and the next pause asks anew.
 *
 * `placeNow` gives where the person stands, and null where nothing may be asked; `ask` asks what comes there, and gives
 * what calls that off; `show` and `write` are the editor's.
 */
export function createProposing<Place extends PausePlace>({
  clock,
  mode,
  placeNow,
  ask,
  show,
  write,
}: {
  readonly clock: Pick<Clock, 'monotonicMs' | 'schedule'>;
  readonly mode: StoreApi<LiveMode>;
  placeNow(): Place | null;
  ask(place: Place, listener: ProposalListener): (() => void) | null;
  show(proposal: ShownProposal | null): void;
  write(proposal: ShownProposal): void;
}): Proposing {
  let proposal: Proposal | null = null;
  let shown: ShownProposal | null = null;
  let isComposing = false;
  let endPause = () => {};

  function pause(): void {
    endPause();
    if (mode.getState().isOn) endPause = clock.schedule(pauseMs, askNow);
  }

  function askNow(): void {
    const { isOn, state } = mode.getState();
    if (!isOn || isComposing || state.kind === 'failed') return;
    if (state.kind === 'waiting' && clock.monotonicMs() < state.untilMs) return;
    const place = placeNow();
    if (!place) return;
    putAway();
    const asked: Proposal = { place, answer: '', isOver: false, isWhole: false, typed: 0, callOff: () => {} };
    const callOff = ask(place, {
      text(more) {
        if (proposal !== asked) return;
        asked.answer += more;
        draw();
      },
      ended(isWhole) {
        if (proposal !== asked) return;
        asked.isOver = true;
        asked.isWhole = isWhole;
        draw();
        if (!shown) putAway();
      },
      failed({ code, retryAfterMs }) {
        if (proposal !== asked) return;
        putAway();
        const isPassing = passing.has(code) || retryAfterMs !== null;
        const untilMs = clock.monotonicMs() + (retryAfterMs ?? usualWaitMs);
        mode.setState({ state: isPassing ? { kind: 'waiting', code, untilMs } : { kind: 'failed', code } });
      },
    });
    if (!callOff) return;
    asked.callOff = callOff;
    proposal = asked;
    mode.setState({ state: { kind: 'thinking' } });
  }

  function draw(): void {
    if (!proposal) return;
    const { place, answer, isWhole, typed } = proposal;
    const change = proposedChange(place, answer, isWhole);
    const isAtCursor = change?.from === 0 && change.to === 0;
    const insert = change?.insert.slice(isAtCursor ? typed : 0) ?? '';
    // Who types along can be ahead of what has come.
    const isShown = change !== null && insert !== '' && (typed === 0 || isAtCursor);
    const at = place.offset + typed;
    shown = isShown ? { from: at + change.from, to: at + change.to, insert } : null;
    show(shown);
    const kind = isShown ? 'ready' : 'thinking';
    if (mode.getState().state.kind !== kind) mode.setState({ state: kind === 'ready' ? { kind, take } : { kind } });
  }

  function putAway(): void {
    if (!proposal) return;
    proposal.callOff();
    proposal = null;
    shown = null;
    show(null);
    const { kind } = mode.getState().state;
    if (kind === 'thinking' || kind === 'ready') mode.setState({ state: { kind: 'idle' } });
  }

  function take(): void {
    const taken = shown;
    if (!taken) return;
    putAway();
    write(taken);
  }

  /** Whether the person typed on what is proposed. */
  function follows(change: Change): boolean {
    if (!proposal) return false;
    const { place, answer, isWhole, typed } = proposal;
    const proposed = proposedChange(place, answer, isWhole);
    if (proposed?.from !== 0 || proposed.to !== 0) return false;
    let follows = false;
    let count = 0;
    change.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
      const text = inserted.toString();
      count++;
      follows = fromA === place.offset + typed && toA === fromA && proposed.insert.startsWith(text, typed);
      if (follows && proposal) proposal.typed += text.length;
    });
    return follows && count === 1;
  }

  return {
    typed(change) {
      if (!mode.getState().isOn) return;
      if (follows(change)) {
        draw();
        if (proposal && (shown || !proposal.isOver)) return;
      }
      putAway();
      pause();
    },
    moved(offset) {
      if (proposal && offset === proposal.place.offset + proposal.typed) return;
      endPause();
      putAway();
    },
    composing(isNow) {
      isComposing = isNow;
      if (isNow) {
        endPause();
        putAway();
      } else pause();
    },
    take,
    putAway,
    stop() {
      endPause();
      putAway();
    },
  };
}
