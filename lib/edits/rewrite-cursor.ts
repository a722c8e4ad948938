import type { Text } from '../document/change.ts';

/** One replacement, in offsets (UTF-16) of the model's own copy of the file after all earlier edits of the same rewrite. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A new version of a file, written over the old one in place. */
export interface Rewrite {
  /** The next piece of the new text, cut anywhere. Line ends are \n. */
  write(text: string): TextEdit[];
  /**
   * The new text is complete: what remains of the old one goes. With `keepRest`, for a text that was cut short, the old
   * lines that were not reached stay.
   */
  end(options?: { keepRest?: boolean }): TextEdit[];
  /** Where the pen is: behind the last character that was written or stepped over. */
  readonly position: number;
  /** Remembers how far it has come; the function returned goes back there, whatever was written since. */
  mark(): () => void;
}

/** How far ahead an old line is looked for. */
const windowLines = 200;
/** A line that stands so often in the old text does not say where we are. */
const rareLine = 3;
/** A line may be found this far ahead by itself; further ahead only if it stands once, or the line before agrees. */
const nearLines = 20;
/** So many old lines wait for their removal: a new line like them may have been an insertion before them. */
const mostOwed = 4;
/** When the text has grown by so many lines with nothing old in sight, it is another program: old lines go one for one. */
const mostSurplus = 100;

/**
 * Morphs an old text into a new one while the new one streams in, so that what is the same stays untouched: the author's
 * cursor, marks and typing live there. The remaining old lines stand below the pen. A new line that equals one of the
 * next old ones is stepped over, and the old lines between go; any other is inserted, and the old line that it is like
 * goes a little later. The start of a line is written at once, unless an old line ahead begins the same.
 */
export function createRewrite(oldText: string | Text): Rewrite {
  const old = toLines(typeof oldText === 'string' ? oldText : oldText.toString());
  const counts = new Map<string, number>();
  for (const { text } of old) counts.set(text, (counts.get(text) ?? 0) + 1);

  /** The first old line below the pen. */
  let next = 0;
  let pen = 0;
  /** Of the lines from `next` on, so many correspond to new ones already written. */
  let owed = 0;
  let surplus = 0;
  /** The line being written: what came of it, and how much of that stands in the text (with a line end behind the pen). */
  let line = '';
  let written = 0;
  let isOpen = false;
  /** Old lines that the line being written may still become; null when it has not begun. */
  let candidates: number[] | null = null;
  let previousLine: string | null = null;
  let hasEnded = false;
  let edits: TextEdit[] = [];

  function edit(from: number, to: number, insert: string) {
    if (from === to && insert === '') return;
    const last = edits.at(-1);
    if (last && from === to && from === last.from + last.insert.length) {
      edits[edits.length - 1] = { ...last, insert: last.insert + insert };
    } else edits.push({ from, to, insert });
  }

  function take(): TextEdit[] {
    const taken = edits;
    edits = [];
    return taken;
  }

  function lengthOf(from: number, to: number): number {
    let length = 0;
    for (let index = from; index < to; index++) {
      const stands = old[index];
      if (stands) length += stands.text.length + (stands.hasBreak ? 1 : 0);
    }
    return length;
  }

  /** Whether a new line may be taken for the old one at `index`. */
  function isEligible(index: number): boolean {
    // The line that is due: the lines before it have their counterparts already.
    if (index === next || index === next + owed) return true;
    const stands = old[index];
    if (!stands || stands.isTrivial) return false;
    if (previousLine !== null && index > 0 && old[index - 1]?.text === previousLine) return true;
    const count = counts.get(stands.text) ?? 0;
    return count === 1 || (count <= rareLine && index - next <= nearLines);
  }

  function startLine() {
    candidates = [];
    for (let index = next; index < Math.min(old.length, next + windowLines); index++) {
      if (isEligible(index)) candidates.push(index);
    }
  }

  /** Removes old lines below the pen. `after` is how much stands between the pen and them. */
  function removeOld(count: number, after = 0) {
    const end = Math.min(old.length, next + count);
    edit(pen + after, pen + after + lengthOf(next, end), '');
    surplus -= end - next;
    owed = Math.max(0, owed - (end - next));
    next = end;
  }

  /** Shows what came of the line that is being written. */
  function writePartial() {
    edit(pen, pen, isOpen ? line.slice(written) : `${line.slice(written)}\n`);
    pen += line.length - written;
    written = line.length;
    isOpen = true;
  }

  function completeLine() {
    if (candidates === null) startLine();
    // Nothing of it is written as long as an old line can be it, so a match never leaves anything behind.
    const match = candidates?.find((index) => old[index]?.text === line);
    if (match !== undefined) {
      removeOld(match - next);
      pen += line.length;
      if (old[match]?.hasBreak) pen += 1;
      else {
        edit(pen, pen, '\n');
        pen += 1;
      }
      next = match + 1;
      owed = 0;
      surplus = 0;
    } else {
      if (isOpen) {
        edit(pen, pen, line.slice(written));
        pen += line.length - written + 1;
      } else {
        edit(pen, pen, `${line}\n`);
        pen += line.length + 1;
      }
      surplus++;
      const counterpart = old[next + owed]?.text;
      if (counterpart !== undefined && likeness(line, counterpart) >= 0.5) owed++;
      if (owed > mostOwed || (surplus > mostSurplus && next < old.length)) removeOld(1);
    }
    previousLine = line;
    line = '';
    written = 0;
    isOpen = false;
    candidates = null;
  }

  function addToLine(piece: string) {
    if (piece === '') return;
    if (candidates === null) startLine();
    line += piece;
    if (!isOpen) candidates = candidates?.filter((index) => old[index]?.text.startsWith(line)) ?? [];
    if (isOpen || candidates?.length === 0) writePartial();
  }

  return {
    get position() {
      return pen;
    },
    write(text) {
      if (hasEnded) throw new Error('The rewrite has ended.');
      for (let at = 0; at < text.length;) {
        const end = text.indexOf('\n', at);
        if (end === -1) {
          addToLine(text.slice(at));
          break;
        }
        const rest = text.slice(at, end);
        if (isOpen) {
          line += rest;
        } else {
          line += rest;
          candidates = candidates?.filter((index) => old[index]?.text.startsWith(line)) ?? null;
        }
        completeLine();
        at = end + 1;
      }
      return take();
    },
    end({ keepRest = false } = {}) {
      if (hasEnded) return [];
      hasEnded = true;
      if (keepRest) {
        // What was held back of the last line is the start of an old one that stays.
        if (owed > 0) removeOld(owed, isOpen ? 1 : 0);
        return take();
      }
      if (line !== '' && !isOpen) {
        const match = candidates?.find((index) => old[index]?.text === line);
        if (match === undefined) {
          edit(pen, pen, line);
          pen += line.length;
        } else {
          removeOld(match - next);
          pen += line.length;
          edit(pen, pen + lengthOf(match, old.length) - line.length, '');
          next = old.length;
        }
      }
      edit(pen, pen + (isOpen ? 1 : 0) + lengthOf(next, old.length), '');
      next = old.length;
      return take();
    },
    mark() {
      // The list of candidates is made anew when it changes; edits are there only within a call.
      const kept = { next, pen, owed, surplus, line, written, isOpen, candidates, previousLine, hasEnded };
      return () => {
        ({ next, pen, owed, surplus, line, written, isOpen, candidates, previousLine, hasEnded } = kept);
      };
    },
  };
}

interface OldLine {
  readonly text: string;
  readonly hasBreak: boolean;
  readonly isTrivial: boolean;
}

function toLines(text: string): OldLine[] {
  const parts = text.split('\n');
  const lines = parts.map((part, index) => ({
    text: part,
    hasBreak: index < parts.length - 1,
    isTrivial: isTrivial(part),
  }));
  if (lines.at(-1)?.text === '') lines.pop();
  return lines;
}

/** Lines that every program is full of: blank ones, brackets, closing tags. */
function isTrivial(text: string): boolean {
  const trimmed = text.trim();
  return /^<\/[\w.]+>[;,)]*$/.test(trimmed) || (trimmed.match(/[\p{L}\p{N}_]/gu)?.length ?? 0) < 4;
}

/** How much two lines share at their ends, 0 to 1, white space around them aside. */
function likeness(a: string, b: string): number {
  const one = a.trim();
  const other = b.trim();
  const shorter = Math.min(one.length, other.length);
  if (shorter === 0) return 0;
  let head = 0;
  while (head < shorter && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < shorter - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
  return (head + tail) / Math.max(one.length, other.length);
}
