import type { ChangeDesc } from '@codemirror/state';
import { isEmptyChange, type Change, type Text } from './change.ts';

/**
 * What one person can undo and redo in one text: their own changes, turned around, and marks for things that somebody
 * else takes back for them. Others' changes only move the places. Knows the text that the person sees, and no order.
 */
export interface LocalHistory {
  readonly done: Entry | null;
  readonly undone: Entry | null;
  /** When the last change that may be joined was made; null when the next one begins a step of its own. */
  readonly joinableSinceMs: number | null;
}

/** One step on a stack. The change on top applies to what the person sees; the next one to the text after that, and so on. */
interface Entry {
  readonly step: Step;
  /** Others' changes that only this entry has been moved over: the entries below still have to be, once it is taken off. */
  readonly owedBelow: ChangeDesc | null;
  readonly below: Entry | null;
}

type Step = { readonly type: 'change'; readonly inverse: Change } | { readonly type: 'mark'; readonly mark: string };

/** What an undo or a redo asks for: to make a change, or to take back (bring back) what the mark stands for. */
export type HistoryMove =
  | { readonly history: LocalHistory; readonly change: Change; readonly mark?: never }
  | { readonly history: LocalHistory; readonly mark: string; readonly change?: never };

const joinWithinMs = 500;

/** Starts with nothing to undo. */
export function createHistory(): LocalHistory {
  return { done: null, undone: null, joinableSinceMs: null };
}

/**
 * The person made a change to `textBefore`. A joinable one (typing, not a paste) that touches the one before it, less
 * than half a second later, becomes one step with it. Not for what `undo` and `redo` gave out.
 */
export function record(
  history: LocalHistory,
  change: Change,
  textBefore: Text,
  { nowMs, joinable }: { readonly nowMs: number; readonly joinable: boolean },
): LocalHistory {
  if (isEmptyChange(change)) return history;
  const inverse = change.invert(textBefore);
  const top = history.done;
  const isPrompt = history.joinableSinceMs !== null && nowMs - history.joinableSinceMs < joinWithinMs;
  const next = { undone: null, joinableSinceMs: joinable ? nowMs : null };
  if (joinable && isPrompt && top?.step.type === 'change' && isTouching(top.step.inverse, change)) {
    const joined = inverse.compose(top.step.inverse);
    const done = isEmptyChange(joined) ? takeOff(top) : { ...top, step: { type: 'change' as const, inverse: joined } };
    return { ...next, done };
  }
  return { ...next, done: { step: { type: 'change', inverse }, owedBelow: null, below: top } };
}

/** Puts something into the order of undo that is not a change of the person's own, such as a run they started. */
export function recordMark(history: LocalHistory, mark: string): LocalHistory {
  return {
    done: { step: { type: 'mark', mark }, owedBelow: null, below: history.done },
    undone: null,
    joinableSinceMs: null,
  };
}

/**
 * Somebody else changed what the person sees. Steps that have nothing left to do are dropped. Costs as much as the
 * change and the top step; the rest is caught up with when it is reached.
 */
export function mapOver(history: LocalHistory, change: Change): LocalHistory {
  if (isEmptyChange(change)) return history;
  return {
    ...history,
    done: move(history.done, change.desc),
    undone: move(history.undone, change.desc),
  };
}

/** The person's last step, to be applied to `text`, which is what they see. Null when there is none. */
export function undo(history: LocalHistory, text: Text): HistoryMove | null {
  if (!history.done) return null;
  const turned = turn(history.done, history.undone, text);
  return {
    ...turned.asked,
    history: { done: turned.from, undone: turned.to, joinableSinceMs: null },
  };
}

/** The step undone last, to be applied to `text`, which is what they see. Null when there is none. */
export function redo(history: LocalHistory, text: Text): HistoryMove | null {
  if (!history.undone) return null;
  const turned = turn(history.undone, history.done, text);
  return {
    ...turned.asked,
    history: { done: turned.to, undone: turned.from, joinableSinceMs: null },
  };
}

export function canUndo(history: LocalHistory): boolean {
  return history.done !== null;
}

export function canRedo(history: LocalHistory): boolean {
  return history.undone !== null;
}

/** Takes the top off one stack and puts what takes it back onto the other. */
function turn(top: Entry, onto: Entry | null, text: Text) {
  const { step } = top;
  const asked = step.type === 'mark' ? { mark: step.mark } : { change: step.inverse };
  const opposite: Step = step.type === 'mark' ? step : { type: 'change', inverse: step.inverse.invert(text) };
  const to: Entry = { step: opposite, owedBelow: null, below: onto };
  return { asked, from: takeOff(top), to };
}

function takeOff({ owedBelow, below }: Entry): Entry | null {
  return owedBelow ? move(below, owedBelow) : below;
}

function move(top: Entry | null, over: ChangeDesc): Entry | null {
  let entry = top;
  let passing = over;
  while (entry) {
    const { step, owedBelow, below }: Entry = entry;
    const passed: ChangeDesc = step.type === 'mark' ? passing : passing.mapDesc(step.inverse, true);
    const owed = owedBelow ? owedBelow.composeDesc(passed) : passed;
    if (step.type === 'mark') return { step, owedBelow: owed, below };
    const inverse = step.inverse.map(passing);
    if (!isEmptyChange(inverse)) return { step: { type: 'change', inverse }, owedBelow: owed, below };
    entry = below;
    passing = owed;
  }
  return null;
}

/** Whether the change begins or ends where the step before it left its mark. */
function isTouching(previousInverse: Change, change: Change): boolean {
  let isTouched = false;
  previousInverse.iterChangedRanges((previousFrom, previousTo) => {
    change.iterChangedRanges((from, to) => {
      if (to >= previousFrom && from <= previousTo) isTouched = true;
    });
  });
  return isTouched;
}
