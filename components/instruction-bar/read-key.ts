/** The parts of a key press that matter to the instruction. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

export interface BarSituation {
  readonly isRunning: boolean;
  readonly hasText: boolean;
  /** Whether Keep or Revert is being asked. */
  readonly isAsking: boolean;
  readonly caret: 'start' | 'end' | 'whole' | 'within';
  readonly isRecalling: boolean;
}

export type KeyIntent =
  | 'run'
  | 'redirect'
  | 'revert-and-redirect'
  | 'stop'
  | 'keep'
  | 'newline'
  | 'earlier'
  | 'later'
  | 'nothing'
  /** The browser does what it does. */
  | null;

/** What a key press in the instruction means. `whole` is a caret that is at start and end: an empty instruction. */
export function readKey(
  press: KeyPress,
  { isRunning, hasText, isAsking, caret, isRecalling }: BarSituation,
): KeyIntent {
  if (press.isComposing) return null;
  if (press.key === 'Escape') return isRunning ? 'stop' : null;
  if (press.key === 'Enter') {
    if (press.altKey) return 'newline';
    if (press.shiftKey) return isRunning ? (hasText ? 'revert-and-redirect' : 'nothing') : null;
    if (!hasText) return isAsking && !isRunning ? 'keep' : 'nothing';
    return isRunning ? 'redirect' : 'run';
  }
  if (press.shiftKey || press.altKey || press.ctrlKey || press.metaKey) return null;
  if (press.key === 'ArrowUp' && (caret === 'start' || caret === 'whole' || (isRecalling && caret === 'end')))
    return 'earlier';
  if (press.key === 'ArrowDown' && (caret === 'end' || caret === 'whole') && isRecalling) return 'later';
  return null;
}
