import { commonEnd, commonStart } from '../document/common-ends.ts';

/** Where the person stands in a text, for a model that proposes what comes next. */
export interface ProposalPlace {
  /** From the start of the person's line up to where they stand. */
  readonly lineStart: string;
  /** What stands behind them now, and is to be written anew. */
  readonly rest: string;
}

/** A change of `rest`: what stands from `from` to `to` in it becomes `insert`. */
export interface ProposedChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Of what a model repeats at the end of its answer so much is looked for. */
const longestOverlap = 400;

/**
 * The change that a model's answer stands for, which is `rest` written anew, as far as it has come. While it comes, it is
 * what will surely be inserted; once it `isWhole`, it may take something away as well, but never more lines than it
 * writes: answers that stop early would otherwise delete what stands behind. Null where nothing is proposed (yet).
 */
export function proposedChange(place: ProposalPlace, answer: string, isWhole: boolean): ProposedChange | null {
  const { rest } = place;
  const text = withoutLineStart(place.lineStart, answer, isWhole);
  if (text === null) return null;
  const same = commonStart(rest, text);
  if (same === text.length) return null;
  const old = rest.slice(same);
  const fresh = text.slice(same);
  if (isWhole) {
    const kept = commonEnd(rest, text, same);
    const to = old.length - kept;
    const insert = fresh.slice(0, fresh.length - kept);
    if (insert.trim() === '' && old.slice(0, to).trim() === '') return null;
    if (linesIn(old.slice(0, to)) <= linesIn(insert)) return { from: same, to: same + to, insert };
  }
  const certain = isWhole ? fresh : beforeRepeating(fresh, old);
  const insert = certain.slice(0, certain.length - overlap(certain, old));
  return insert.trim() === '' ? null : { from: same, to: same, insert };
}

/** Models like to begin with the line that the person is in. Null while that cannot be told yet. */
function withoutLineStart(lineStart: string, answer: string, isWhole: boolean): string | null {
  const repeated = lineStart.trimStart();
  if (repeated.length < 2) return answer;
  // Not over the line's end: the next line may well be like this one.
  const text = answer.replace(/^[ \t]+/, '');
  if (text.startsWith(repeated)) return text.slice(repeated.length);
  return !isWhole && repeated.startsWith(text) ? null : answer;
}

/** How much of the answer's end is what stands behind already: the model has begun to repeat it. */
function overlap(fresh: string, old: string): number {
  for (let length = Math.min(fresh.length, old.length, longestOverlap); length > 0; length--) {
    if (fresh.endsWith(old.slice(0, length))) return length;
  }
  return 0;
}

/**
 * Up to where the answer begins to repeat what stands behind, a line or the end of one: what it writes from there on may
 * replace what it repeated, and is no insertion that could be taken before all of it is here.
 */
function beforeRepeating(fresh: string, old: string): string {
  const lineEnd = old.indexOf('\n');
  const line = lineEnd === -1 ? old : old.slice(0, lineEnd + 1);
  if (line.trim() === '') return fresh;
  const at = fresh.indexOf(line);
  return at === -1 ? fresh : fresh.slice(0, at);
}

function linesIn(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}
