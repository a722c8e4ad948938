import { createAnswerSteps } from './answer-steps.ts';
import { createDeltaCleaner } from './clean-deltas.ts';
import type { EditStep } from './edit-step.ts';
import type { LineReader, Page } from './line-reader.ts';
import { readProse } from './read-prose.ts';

/** Turns a model's answer into steps while it arrives. */
export interface EditParser {
  /** The next piece of the answer, cut anywhere. Returns the steps that became certain with it. */
  feed(delta: string): EditStep[];
  /** The answer is over (or was cut short): what was held back comes out, an unfinished file is closed as incomplete. */
  end(): EditStep[];
}

/**
 * Makes a parser for one answer. The format is the one that `editFormatInstructions` asks for, and the many that models
 * give instead; what cannot be used comes out as prose or is told in a note. Only thinking (`<think>…</think>` at the
 * start) is dropped. Whole files end with exactly one \n. Search and replacement texts consist of whole lines, each with
 * its \n. When the answer ends within a replacement, `file-closed` comes without a `replace-ended` before it.
 *
 * Each delta costs time in its own length, but for the start of a line that may still be a marker (at most some 400
 * characters). The steps, with neighbouring `content` and `prose` joined, do not depend on where the answer is cut.
 */
export function createEditParser(): EditParser {
  const cleaner = createDeltaCleaner();
  const steps = createAnswerSteps();
  let reader: LineReader = readProse({ isStart: true });
  let held = '';
  let isPassing = false;

  const page: Page = {
    steps,
    passOn() {
      held = '';
      isPassing = true;
    },
    keep(rest) {
      held = rest;
    },
    turnTo(next, text = '') {
      reader = next;
      held = '';
      isPassing = false;
      read(text);
    },
    turnToProse(text, options) {
      page.turnTo(readProse(options), text);
    },
  };

  function read(text: string) {
    for (let at = 0; at < text.length;) {
      const lineEnd = text.indexOf('\n', at);
      const end = lineEnd === -1 ? text.length : lineEnd + 1;
      const piece = text.slice(at, end);
      at = end;
      if (isPassing) {
        if (lineEnd !== -1) isPassing = false;
        reader.pass(piece, page);
      } else if (lineEnd === -1) {
        held += piece;
        reader.partial(held, page);
      } else {
        const line = held + piece.slice(0, -1);
        held = '';
        reader.line(line, page);
      }
    }
  }

  return {
    feed(delta) {
      read(cleaner.clean(delta));
      return steps.take();
    },
    end() {
      read(cleaner.end());
      // A reader may hand what it held to another one, which then has to end too.
      for (let last: LineReader | null = null; last !== reader;) {
        last = reader;
        const rest = held;
        held = '';
        reader.end(rest, page, isPassing);
      }
      if (steps.isEmpty) steps.note('empty-answer', 'The answer was empty.');
      return steps.take();
    },
  };
}
