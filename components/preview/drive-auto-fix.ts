import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../lib/base/clock.ts';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { raceOn } from '../../lib/live/race-view.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import type { RunControls } from '../instruction-bar/run-controls.ts';
import { readStored, store } from '../ui/storage.ts';
import { type AutoFix, mayTry, nextAutoFix } from './auto-fix.ts';
import { fixProblem } from './fix-problem.ts';
import type { ProblemStore } from './problem-store.ts';
import { fixInstruction } from './problem-words.ts';

const key = 'flint:auto-fix';

/** Whether this browser mends by itself, and how often it has tried. */
export const autoFix: StoreApi<AutoFix> = createStore<AutoFix>(() => ({ isOn: false, tries: 0 }));

/** Takes up what was remembered. */
export function startAutoFix(): void {
  if (readStored('local', key) === 'on') autoFix.setState({ isOn: true });
}

/** Turns it on or off, for this browser. */
export function turnAutoFix(isOn: boolean): void {
  autoFix.setState((state) => nextAutoFix(state, isOn ? 'turned-on' : 'turned-off'));
  store('local', key, isOn ? 'on' : null);
}

/** Whoever still types is not interrupted. */
const restMs = 3_000;

export interface AutoFixDriverOptions {
  readonly clock: Clock;
  readonly client: SessionClient;
  readonly problems: ProblemStore;
  readonly controls: Pick<RunControls, 'fix'>;
}

/** Mends what goes wrong in a session, as long as it is turned on. */
export interface AutoFixDriver {
  /** After a run the program is well. */
  well(): void;
  close(): void;
}

/** Never for who may not edit, never while a run goes on, and not while somebody types. */
export function driveAutoFix({ clock, client, problems, controls }: AutoFixDriverOptions): AutoFixDriver {
  let typedAtMs = Number.NEGATIVE_INFINITY;
  /** What the last try asked for: by that its run is known, which may begin before or after it is acknowledged. */
  let asked: string | null = null;
  let endTimer: (() => void) | null = null;

  function consider(): void {
    endTimer?.();
    endTimer = null;
    const problem = problems.getState().problems[0];
    const view = client.view.getState();
    if (!problem || !view.canEdit || isRunning(view.run) || raceOn(view) || !mayTry(autoFix.getState())) return;
    const leftMs = typedAtMs + restMs - clock.monotonicMs();
    if (leftMs > 0) {
      endTimer = clock.schedule(leftMs, consider);
      return;
    }
    asked = fixInstruction(problem);
    autoFix.setState((state) => nextAutoFix(state, 'tried'));
    void fixProblem(controls, problem);
  }

  const ends = [
    problems.subscribe(consider),
    autoFix.subscribe((now, before) => {
      if (now.isOn && !before.isOn) consider();
    }),
    client.listenToAnyText(() => {
      if (!isRunning(client.view.getState().run)) typedAtMs = clock.monotonicMs();
    }),
    client.view.subscribe(({ run, turns }, before) => {
      if (isRunning(run) === isRunning(before.run)) return;
      const isOwn = turns.at(-1)?.instructions[0]?.text === asked;
      if (isRunning(run) && !isOwn) autoFix.setState((state) => nextAutoFix(state, 'asked'));
      // What the run wrote nobody typed.
      if (!isRunning(run)) typedAtMs = Number.NEGATIVE_INFINITY;
    }),
    () => endTimer?.(),
  ];

  return {
    well: () => autoFix.setState((state) => nextAutoFix(state, 'well')),
    close() {
      for (const end of ends) end();
    },
  };
}
