import { beforeEach, expect, test } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createManualClock, type ManualClock } from '../base/clock.ts';
import { type Change, replaceRange } from '../document/change.ts';
import type { ProposalListener } from './ask-proposal.ts';
import { createProposing, type LiveMode, type Proposing, type ShownProposal } from './proposing.ts';

/** A person at the end of the first line of a text, and what is asked for them. */
let text: string;
let cursor: number;
let mayAsk: boolean;
let clock: ManualClock;
let mode: StoreApi<LiveMode>;
let asked: { readonly at: number; readonly tell: ProposalListener; isOff: boolean }[];
let shown: ShownProposal | null;
let written: ShownProposal[];
let proposing: Proposing;

beforeEach(() => {
  text = 'a\nb\n';
  cursor = 1;
  mayAsk = true;
  clock = createManualClock(1_000);
  mode = createStore<LiveMode>(() => ({ isOn: true, state: { kind: 'idle' } }));
  asked = [];
  shown = null;
  written = [];
  proposing = createProposing({
    clock,
    mode,
    placeNow: () => (mayAsk ? { offset: cursor, lineStart: text.slice(0, cursor), rest: text.slice(cursor) } : null),
    ask(_place, tell) {
      const one = { at: clock.nowMs(), tell, isOff: false };
      asked.push(one);
      return () => {
        one.isOff = true;
      };
    },
    show: (proposal) => (shown = proposal),
    write: (proposal) => void written.push(proposal),
  });
});

function type(typed: string): Change {
  const change = replaceRange(text.length, cursor, cursor, typed);
  text = text.slice(0, cursor) + typed + text.slice(cursor);
  cursor += typed.length;
  proposing.typed(change);
  return change;
}

/** Pauses, and is shown what comes. */
function beShown(answer: string): void {
  clock.advance(300);
  asked.at(-1)!.tell.text(answer);
}

const doing = () => mode.getState().state.kind;

test('it asks once the person has paused for 300 ms, and not while they type', () => {
  for (const letter of 'return') {
    type(letter);
    clock.advance(290);
  }
  expect(asked).toEqual([]);
  clock.advance(9);
  expect(asked).toEqual([]);
  clock.advance(1);
  expect(asked).toHaveLength(1);
  expect(doing()).toBe('thinking');
  clock.advance(60_000);
  expect(asked).toHaveLength(1);
});

test('what comes is shown as it comes, and taken whole', () => {
  type(' +');
  beShown(' 1');
  expect(shown).toEqual({ from: 3, to: 3, insert: ' 1' });
  expect(doing()).toBe('ready');
  asked[0]!.tell.text('0;');
  expect(shown?.insert).toBe(' 10;');
  proposing.take();
  expect(written).toEqual([{ from: 3, to: 3, insert: ' 10;' }]);
  expect([shown, doing(), asked[0]!.isOff]).toEqual([null, 'idle', true]);
  asked[0]!.tell.text('more');
  expect(shown, 'nothing comes after it was taken').toBeNull();
});

test('where nothing is shown, nothing is taken', () => {
  type('+');
  clock.advance(300);
  proposing.take();
  expect(written).toEqual([]);
});

test('who types what is proposed keeps it without asking, and is done when it is typed out', () => {
  type('+');
  beShown(' 10\nb\n');
  asked[0]!.tell.ended(true);
  type(' 1');
  expect(shown).toEqual({ from: 4, to: 4, insert: '0' });
  type('0');
  expect([shown, doing()]).toEqual([null, 'idle']);
  clock.advance(299);
  expect(asked).toHaveLength(1);
  clock.advance(1);
  expect(asked).toHaveLength(2);
});

test('an answer that was cut short and typed out thinks no more', () => {
  type('+');
  beShown(' 1');
  asked[0]!.tell.ended(false);
  type(' 1');
  expect(doing()).toBe('idle');
});

test('who types something else, moves, or composes a character has the call closed', () => {
  const ways: readonly (() => void)[] = [
    () => void type('x'),
    () => proposing.moved(0),
    () => proposing.composing(true),
    () => proposing.putAway(),
    () => proposing.stop(),
  ];
  for (const [index, way] of ways.entries()) {
    proposing.composing(false);
    type('y');
    beShown('something');
    expect(asked[index]!.isOff).toBe(false);
    way();
    expect([asked[index]!.isOff, shown, doing()]).toEqual([true, null, 'idle']);
  }
});

test('a cursor that comes to where it stands has not moved', () => {
  type('+');
  beShown(' 10');
  type(' ');
  proposing.moved(cursor);
  expect(shown?.insert).toBe('10');
});

test('a pause ends with a move, and with another file', () => {
  type('x');
  proposing.moved(0);
  clock.advance(1_000);
  type('x');
  proposing.stop();
  clock.advance(1_000);
  expect(asked).toEqual([]);
});

test('a change by somebody else puts the proposal away, and a pause goes on', () => {
  type('x');
  clock.advance(200);
  proposing.putAway();
  clock.advance(100);
  expect(asked).toHaveLength(1);
});

test('while a character is composed nothing is asked, and after it the pause begins', () => {
  proposing.composing(true);
  type('に');
  clock.advance(5_000);
  expect(asked).toEqual([]);
  proposing.composing(false);
  clock.advance(300);
  expect(asked).toHaveLength(1);
});

test('where nothing may be asked, nothing is', () => {
  mayAsk = false;
  type('x');
  clock.advance(1_000);
  expect([asked, doing()]).toEqual([[], 'idle']);
  mode.setState({ isOn: false });
  mayAsk = true;
  type('x');
  clock.advance(1_000);
  expect(asked).toEqual([]);
});

test('switched off during a pause, it asks nothing', () => {
  type('x');
  mode.setState({ isOn: false });
  clock.advance(1_000);
  expect(asked).toEqual([]);
});

test('a limit is kept to, for as long as it says and else for 20 s, and then the next pause asks', () => {
  for (const [code, retryAfterMs, waitMs] of [
    ['rate-limit', 90_000, 90_000],
    ['budget', 7_000, 7_000],
    ['stalled', null, 20_000],
  ] as const) {
    const before = asked.length;
    type('x');
    clock.advance(300);
    expect(asked).toHaveLength(before + 1);
    asked.at(-1)!.tell.failed({ code, retryAfterMs });
    expect(mode.getState().state).toEqual({ kind: 'waiting', code, untilMs: clock.monotonicMs() + waitMs });
    clock.advance(waitMs - 400);
    type('x');
    clock.advance(399);
    expect(asked).toHaveLength(before + 1);
    clock.advance(1);
  }
});

test('what does not pass by itself is not tried again until something is changed', () => {
  type('x');
  clock.advance(300);
  asked[0]!.tell.failed({ code: 'auth', retryAfterMs: null });
  clock.advance(3_600_000);
  type('x');
  clock.advance(1_000);
  expect(asked).toHaveLength(1);
  expect(mode.getState().state).toEqual({ kind: 'failed', code: 'auth' });
  mode.setState({ state: { kind: 'idle' } });
  type('x');
  clock.advance(300);
  expect(asked).toHaveLength(2);
});

test('what an older call says is not heard', () => {
  type('x');
  clock.advance(300);
  type('y');
  clock.advance(300);
  asked[0]!.tell.text('old');
  asked[0]!.tell.ended(true);
  asked[0]!.tell.failed({ code: 'auth', retryAfterMs: null });
  expect([shown, doing()]).toEqual([null, 'thinking']);
  asked[1]!.tell.text('new');
  expect(shown?.insert).toBe('new');
});

test('an answer of nothing ends the thinking', () => {
  type('x');
  clock.advance(300);
  asked[0]!.tell.ended(true);
  expect([shown, doing(), asked[0]!.isOff]).toEqual([null, 'idle', true]);
});
