'use client';

import { useStore } from 'zustand';
import { isRunning } from '../../lib/session/run-machine.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Switch } from '../ui/switch.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { hasGivenUp, mostTries, nextAutoFix } from './auto-fix.ts';
import { autoFix, turnAutoFix } from './drive-auto-fix.ts';
import { fixProblem } from './fix-problem.ts';
import { PlaceLink } from './place-link.tsx';
import { toldProblem } from './problem-store.ts';
import { describeProblem } from './problem-words.ts';

const say = words.problems;

/** What is wrong with the program, over its last good frame, and what can be done about it. */
export function ProblemCard() {
  const { problems, controls } = useSession();
  const problem = useStore(problems, toldProblem);
  const count = useStore(problems, (state) => state.problems.length);
  const canEdit = useView((view) => view.canEdit);
  const isBusy = useView((view) => isRunning(view.run));
  const isStarting = useDesk((state) => state.pending?.kind === 'run');
  const fixing = useStore(autoFix);
  if (!problem || isBusy) return null;
  const { title, said } = describeProblem(problem);
  return (
    <section aria-label={say.label} className="problem-card">
      <div role="status" className="flex min-w-0 flex-col gap-1">
        <p className="pr-6 text-13 font-medium">{title}</p>
        <p className="problem-said">{said}</p>
        {problem.path === null ? null : (
          <PlaceLink
            place={{ path: problem.path, line: problem.line, column: problem.column }}
            className="max-w-full truncate self-start font-mono text-12"
          />
        )}
        {canEdit && hasGivenUp(fixing) ? <p className="text-12 text-muted">{say.gaveUp(mostTries)}</p> : null}
      </div>
      <IconButton
        icon="close"
        label={words.common.dismiss}
        className="absolute top-1.5 right-1.5 size-6"
        onClick={() => problems.setState({ dismissed: problem.message })}
      />
      {canEdit ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button
            size="small"
            look="main"
            disabled={isStarting}
            onClick={() => {
              autoFix.setState((state) => nextAutoFix(state, 'asked'));
              void fixProblem(controls, problem);
            }}
          >
            {say.fix}
          </Button>
          <Switch label={say.autoFix} isOn={fixing.isOn} title={say.autoFixHint} onChange={turnAutoFix} />
          {count > 1 ? <span className="ml-auto text-12 text-faint">{say.others(count - 1)}</span> : null}
        </div>
      ) : null}
    </section>
  );
}
