import { limits } from '../../lib/session/limits.ts';
import type { RunControls } from '../instruction-bar/run-controls.ts';
import type { ShownProblem } from './problem-store.ts';
import { fixInstruction } from './problem-words.ts';

/** Asks the model to mend a problem: the history says it in few words, the model gets all that is known of it. */
export function fixProblem(controls: Pick<RunControls, 'fix'>, problem: ShownProblem): Promise<void> {
  const { message, path, line, column, stack } = problem;
  return controls.fix({
    instruction: fixInstruction(problem),
    fileId: problem.fileId,
    problem: {
      message: message.slice(0, limits.problemLength) || 'Error',
      ...(path === null || path.length > limits.pathLength ? {} : { path }),
      ...(line === null || line < 1 ? {} : { line }),
      ...(column === null || column < 1 ? {} : { column }),
      ...(stack === undefined ? {} : { stack: stack.slice(0, limits.problemLength) }),
    },
  });
}
