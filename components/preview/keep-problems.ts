import type { Clock } from '../../lib/base/clock.ts';
import type { Text } from '../../lib/document/change.ts';
import type { SessionClient } from '../../lib/live/session-view.ts';
import type { Problem } from '../../lib/preview/problem.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { followLine } from './follow-line.ts';
import { withProblem } from './problem-store.ts';
import type { ProblemStore, ShownProblem } from './problem-store.ts';

/** Keeps what is told of a program's problems in step with the program and with its code. */
export interface ProblemKeeper {
  /** The program failed. */
  report(problem: Problem): void;
  /** A program begins, or goes on with code that could be built: what was wrong before is over. */
  begun(): void;
  /** The session is at another moment. */
  forget(): void;
  close(): void;
}

export interface ProblemKeeperOptions {
  readonly clock: Clock;
  readonly client: Pick<SessionClient, 'view' | 'textOf' | 'listenToAnyText'>;
  readonly store: ProblemStore;
  /** A run ended and the program has been well since, or has not been touched. */
  readonly onWell: () => void;
}

/** Nobody is told that what they are in the middle of typing is wrong. */
const quietMs = 800;
/** A program that ran so long after a run is well. Longer than Python takes to get going, so that its first error counts. */
const wellMs = 15_000;

/**
 * Tells of problems when the code has rested: never while a model writes, nor while somebody types. A problem moves with its
 * line, and is gone when that line is changed.
 */
export function createProblemKeeper({ clock, client, store, onWell }: ProblemKeeperOptions): ProblemKeeper {
  let problems: readonly ShownProblem[] = [];
  /** The texts of the files with problems, as the problems' lines are of. */
  const texts = new Map<string, Text>();
  let lastId = 0;
  let changedAtMs = Number.NEGATIVE_INFINITY;
  /** When the code had changed last that could not be built. */
  let builtOfMs = Number.NEGATIVE_INFINITY;
  let endTimer: (() => void) | null = null;
  let endWell: (() => void) | null = null;
  /** A run ended, and it is not known yet whether the program is well after it. */
  let isAfterRun = false;
  /** A program began since that run did: one that nobody sees does not. */
  let hasBegun = false;

  function tell(): void {
    endTimer?.();
    endTimer = null;
    const isWriting = isRunning(client.view.getState().run);
    const leftMs = changedAtMs + quietMs - clock.monotonicMs();
    const isResting = !isWriting && leftMs <= 0;
    // What is told already stays while somebody types elsewhere.
    const told = store.getState().problems;
    const shown = isWriting
      ? []
      : isResting
        ? problems
        : told.filter(({ id }) => problems.some((one) => one.id === id));
    const current = shown.map(({ id }) => problems.find((one) => one.id === id)).filter((one) => one !== undefined);
    if (!isSame(told, current)) store.setState({ problems: current });
    if (!isWriting && !isResting && problems.length > 0) endTimer = clock.schedule(leftMs, tell);
  }

  function textChanged(fileId: string): void {
    changedAtMs = clock.monotonicMs();
    const before = texts.get(fileId);
    if (before) {
      const after = client.textOf(fileId);
      texts.set(fileId, after);
      problems = problems.flatMap((problem) => {
        if (problem.fileId !== fileId || problem.line === null) return [problem];
        const line = followLine(before, after, problem.line);
        return line === null ? [] : line === problem.line ? [problem] : [{ ...problem, line }];
      });
    }
    if (problems.length > 0 || store.getState().problems.length > 0) tell();
  }

  function clear(): void {
    problems = [];
    texts.clear();
    tell();
  }

  function awaitWellness(): void {
    endWell?.();
    endWell = clock.schedule(wellMs, () => {
      if (!hasBegun || problems.length > 0) return;
      isAfterRun = false;
      store.setState({ dismissed: null });
      onWell();
    });
  }

  const ends = [
    client.listenToAnyText(textChanged),
    client.view.subscribe((now, before) => {
      if (now.run === before.run) return;
      if (isRunning(now.run) && !isRunning(before.run)) {
        endWell?.();
        isAfterRun = hasBegun = false;
      } else if (!isRunning(now.run) && isRunning(before.run)) {
        // The program of what was just written may not have begun yet.
        changedAtMs = clock.monotonicMs();
        isAfterRun = true;
        awaitWellness();
      }
      tell();
    }),
  ];

  return {
    report(problem) {
      const file = client.view.getState().files.find(({ path }) => path === problem.path);
      // What cannot be built has no older problems: neither of what ran before, nor of what it was like before it changed.
      const isNewBuild = problem.kind === 'compile' && (changedAtMs !== builtOfMs || problems[0]?.kind !== 'compile');
      if (isNewBuild) builtOfMs = changedAtMs;
      const next = withProblem(isNewBuild ? [] : problems, { ...problem, id: (lastId += 1), fileId: file?.id ?? null });
      if (next === problems) return;
      problems = next;
      if (file && !texts.has(file.id)) texts.set(file.id, client.textOf(file.id));
      tell();
    },
    begun() {
      hasBegun = true;
      if (isAfterRun) awaitWellness();
      clear();
    },
    forget: clear,
    close() {
      for (const end of ends) end();
      endTimer?.();
      endWell?.();
      store.setState({ problems: [] });
    },
  };
}

function isSame(one: readonly ShownProblem[], other: readonly ShownProblem[]): boolean {
  return one.length === other.length && one.every((problem, index) => problem === other[index]);
}
