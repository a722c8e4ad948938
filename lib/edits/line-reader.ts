import type { AnswerSteps } from './answer-steps.ts';

/**
 * One way of reading lines. The parser gives a reader the line so far until the reader lets the rest of it pass;
 * a reader may hand over to another one at any moment.
 */
export interface LineReader {
  /** A line that is not complete yet, from its start. Call `passOn` when it cannot mean anything else any more. */
  partial(lineSoFar: string, page: Page): void;
  /** A complete line, without its line end, of which nothing was passed on. */
  line(line: string, page: Page): void;
  /** The next piece of a line that passes; ends with \n when the line does. */
  pass(text: string, page: Page): void;
  /** The answer ended within (or, when `lineSoFar` is empty, just before) a line. `passing` when its start was passed on. */
  end(lineSoFar: string, page: Page, passing: boolean): void;
}

/** How the reading of prose begins: at the answer's start, or behind code that may have the end of a fence after it. */
export interface ProseOptions {
  readonly isStart?: boolean;
  readonly ignoreBareFence?: boolean;
}

/** What a reader can do. */
export interface Page {
  readonly steps: AnswerSteps;
  /** Within `partial`: the line so far is dealt with, its rest goes to `pass`. */
  passOn(): void;
  /** Within `partial`: all but this end of the line so far is dealt with. */
  keep(rest: string): void;
  /** From here on `reader` reads; `text` was read already but is its to understand. */
  turnTo(reader: LineReader, text?: string): void;
  /** The same, back to what stands between the blocks. */
  turnToProse(text?: string, options?: ProseOptions): void;
}
