import { demoPrograms } from './programs/catalog.ts';
import type { DemoProgram } from './programs/program.ts';
import { isFormOf, plainText, wordsOf } from './words.ts';

/** A program and how surely the words ask for it; 3 and more names it. */
export interface ProgramMatch {
  readonly program: DemoProgram;
  readonly score: number;
}

/** The score from which on an instruction names a program, rather than hints at one. */
export const namedScore = 3;

/** The programs that an instruction speaks of, best first; equal ones in the catalog's order. */
export function matchPrograms(instruction: string): readonly ProgramMatch[] {
  const plain = plainText(instruction);
  const words = wordsOf(plain);
  return demoPrograms
    .map((program) => ({ program, score: scoreOf(program, plain, words) }))
    .filter((match) => match.score > 0)
    .toSorted((a, b) => b.score - a.score);
}

/** The program that an instruction asks for, or hints at most. */
export function chooseProgram(instruction: string): ProgramMatch | undefined {
  return matchPrograms(instruction)[0];
}

/** The program that wrote these files, by its marker, also when only the beginning is there. */
export function recogniseProgram(files: ReadonlyMap<string, string>): DemoProgram | undefined {
  for (const text of files.values()) {
    const id = /Flint Demo: ([a-z][a-z-]*)/.exec(text)?.[1];
    const program = demoPrograms.find((candidate) => candidate.id === id);
    if (program) return program;
  }
  return undefined;
}

function scoreOf(program: DemoProgram, plain: string, words: readonly string[]): number {
  let score = 0;
  for (const [keyword, weight] of Object.entries(program.keywords)) {
    const isThere = /[^\p{L}]/u.test(keyword)
      ? ` ${words.join(' ')} `.includes(` ${keyword}`) || plain.includes(keyword)
      : words.some((word) => isFormOf(word, keyword));
    if (isThere) score += weight;
  }
  return score;
}

/** For a wish that no keyword meets: the program whose words share most letters with it, in the catalog's order. */
export function closestProgram(instruction: string): DemoProgram {
  const asked = letterTriples(plainText(instruction));
  let best: { program: DemoProgram; shared: number } | undefined;
  for (const program of demoPrograms) {
    const own = letterTriples(
      `${program.title} ${program.summary} ${Object.keys(program.keywords).join(' ')}`.toLowerCase(),
    );
    const shared = [...asked].filter((triple) => own.has(triple)).length;
    if (!best || shared > best.shared) best = { program, shared };
  }
  if (!best) throw new RangeError('Demo has no programs.');
  return best.program;
}

function letterTriples(text: string): Set<string> {
  const triples = new Set<string>();
  for (const word of wordsOf(text)) {
    for (let at = 0; at + 3 <= word.length; at += 1) triples.add(word.slice(at, at + 3));
  }
  return triples;
}
