import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../lib/preview/problem.ts';

/** A problem of the program, with its place where the code stands now. */
export interface ShownProblem extends Problem {
  readonly id: number;
  /** Null when its place is in no file that there is. */
  readonly fileId: string | null;
}

export interface ProblemsState {
  /** What is wrong with the program as it stands, first things first; empty while that is not known. */
  readonly problems: readonly ShownProblem[];
  /** The problem that was put away; those of the same message stay away until the program runs well again. */
  readonly dismissed: string | null;
}

export type ProblemStore = StoreApi<ProblemsState>;

export function createProblemStore(): ProblemStore {
  return createStore<ProblemsState>(() => ({ problems: [], dismissed: null }));
}

/** The problem that people are told of, unless they put it away. */
export function toldProblem({ problems, dismissed }: ProblemsState): ShownProblem | null {
  const first = problems[0];
  return first && first.message !== dismissed ? first : null;
}

/** A loop that fails sixty times a second says nothing new with each of them. */
const mostProblems = 20;

/** Adds a problem, unless it is there already. */
export function withProblem(problems: readonly ShownProblem[], problem: ShownProblem): readonly ShownProblem[] {
  const isKnown = problems.some((one) => one.message === problem.message && one.path === problem.path);
  if (isKnown || problems.length >= mostProblems) return problems;
  return [...problems, problem];
}
