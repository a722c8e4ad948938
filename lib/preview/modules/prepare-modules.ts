import type { Clock } from '../../base/clock.ts';
import type { CompiledModule, ModulesProgram, ModulesSource } from '../modules-program.ts';
import type { Preparation } from '../preview-host.ts';
import type { Problem } from '../problem.ts';
import type { Compiler } from './start-compiler.ts';

/**
 * New frames for a program that is still being written: each starts it from its beginning, and costs the editor beside it
 * frames of its own. So they take a thirtieth of the time at most, as long as they are not too rare to be followed.
 */
const framesRest = { perCost: 30, leastMs: 1_200, mostMs: 4_000 };

/** Who holds a form back looks for the next one so soon. */
const againInMs = 100;

/** What is wrong is told when typing has paused: most of it is only half a word. */
const problemsAfterMs = 300;

/**
 * Compiles programs of modules for the frame, and decides whether the frame can go on with them: a React program is
 * refreshed and keeps its state, unless what changed would start something a second time; a changed style sheet is
 * exchanged in any program. All else begins anew; while it is written that is held back for a while, also at the
 * beginning, where something else is shown already.
 */
export function createModulesPreparation({
  compiler,
  clock,
  onProblems,
}: {
  readonly compiler: Pick<Compiler, 'build'>;
  readonly clock: Clock;
  /** Told of a program that cannot run and is not being written any more. */
  readonly onProblems: (problems: readonly Problem[]) => void;
}): Preparation {
  /** What the frame has, as far as it was compiled here. */
  let before: ModulesProgram | null = null;
  /** Whether the frame ran something that was cut: its end starts from the beginning. */
  let hasGrown = false;
  let newFrameMs = Number.NEGATIVE_INFINITY;
  let frameCostMs = 0;
  let wasBeingWritten = false;
  let endWaiting = () => {};

  /** Whether it would be compiled in vain: what begins anew and is not due for a new frame yet. */
  function isTooSoon({ isBeingWritten, isPage, unfinished }: ModulesSource): boolean {
    const isRestyled = unfinished?.path.endsWith('.css') ?? false;
    if (!isBeingWritten || isPage || isRestyled || !before || before.isReact) return false;
    return !isDue();
  }

  function isDue(): boolean {
    const { perCost, leastMs, mostMs } = framesRest;
    return clock.monotonicMs() - newFrameMs >= Math.min(Math.max(leastMs, perCost * frameCostMs), mostMs);
  }

  return {
    async prepare(given, keepsFrame) {
      endWaiting();
      const source = given as ModulesSource;
      if (source.isBeingWritten && !wasBeingWritten && before && !before.isReact) newFrameMs = clock.monotonicMs();
      wasBeingWritten = source.isBeingWritten;
      if (isTooSoon(source)) return { againInMs };
      const { program, problems, isCut } = await compiler.build(source);
      if (problems.length > 0) endWaiting = clock.schedule(problemsAfterMs, () => onProblems(problems));
      if (!program) return null;
      const isGrown = hasGrown && !program.isBeingWritten;
      const keeps = keepsFrame && (program.isPage || (before !== null && !isGrown && canGoOn(before, program)));
      if (!keeps) {
        if (program.isBeingWritten && !isDue()) return { againInMs };
        newFrameMs = clock.monotonicMs();
      }
      hasGrown = isCut || (keeps && hasGrown);
      before = program;
      return { program, keepsFrame: keeps };
    },
    began(tookMs) {
      frameCostMs = tookMs;
    },
  };
}

function canGoOn(before: ModulesProgram, now: ModulesProgram): boolean {
  const changed = changedModules(before, now);
  if (changed.every(({ kind }) => kind === 'style')) return true;
  return (
    before.isReact &&
    now.isReact &&
    before.entries.join('\n') === now.entries.join('\n') &&
    changed.every(({ isRepeatable }) => isRepeatable) &&
    now.modules.every(({ id, isRepeatable }) => isRepeatable || !now.entries.includes(id))
  );
}

/** What is new, changed or gone, in the form it has or had. */
function changedModules(before: ModulesProgram, now: ModulesProgram): readonly CompiledModule[] {
  const known = new Map(before.modules.map((module) => [module.id, module]));
  const changed = now.modules.filter((module) => {
    const old = known.get(module.id);
    known.delete(module.id);
    return old?.code !== module.code || old.kind !== module.kind;
  });
  return [...changed, ...known.values()];
}
