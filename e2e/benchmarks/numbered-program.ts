import { tokensOf } from '../model-server/tokens.ts';

/** Each line has 40 characters with its line end: ten tokens of the model server. */
export const lineLength = 40;
export const tokensPerLine = 10;

/**
 * A program whose every line says its own number, so that the last line on the screen tells how many tokens are there.
 */
export function numberedLine(index: number): string {
  const number = String(index).padStart(6, '0');
  return `const v${number} = blend(${(index * 7919) % 997}, x${index % 10});`.padEnd(lineLength - 1) + '\n';
}

/** A program of so many tokens, rounded up to whole lines. */
export function numberedProgram(tokenCount: number): string {
  return Array.from({ length: Math.ceil(tokenCount / tokensPerLine) }, (_, index) => numberedLine(index)).join('');
}

/** The tokens of an answer, and which of them are the program: from the first up to before the end. */
export interface ProgramAnswer {
  readonly tokens: readonly string[];
  readonly firstOfProgram: number;
  readonly endOfProgram: number;
}

/** An answer that writes this program into a new file. */
export function newFileAnswer(path: string, program: string): ProgramAnswer {
  return aroundProgram(`${path}\n\`\`\`js\n`, program, '```\n');
}

/** An answer that writes this program in the place of one line of a file. */
export function replaceLineAnswer(path: string, line: string, program: string): ProgramAnswer {
  const before = `${path}\n\`\`\`js\n<<<<<<< SEARCH\n${line}\n=======\n`;
  return aroundProgram(before, program, '>>>>>>> REPLACE\n```\n');
}

function aroundProgram(before: string, program: string, after: string): ProgramAnswer {
  const [opening, middle] = [tokensOf(before), tokensOf(program)];
  return {
    tokens: [...opening, ...middle, ...tokensOf(after)],
    firstOfProgram: opening.length,
    endOfProgram: opening.length + middle.length,
  };
}
