import { wholeFile } from './answer-format.ts';
import { chooseProgram } from './choose-program.ts';
import type { DemoRequest } from './demo-request.ts';
import { snake } from './programs/snake.ts';

/** The whole answer to a request, in the answer format. */
export function demoAnswer(request: DemoRequest): string {
  const program = chooseProgram(request.instruction)?.program ?? snake;
  const files = Object.entries(program.files).map(([path, text]) => wholeFile(path, text));
  return [`Here is ${program.summary}, prepared beforehand: Demo is not a model.\n`, ...files].join('\n');
}
