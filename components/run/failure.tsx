'use client';

import { useEffect, useState } from 'react';
import { describeFailure } from '../../lib/session/words.ts';
import type { RunFailure } from '../../lib/session/session-event.ts';
import { focusInstruction } from '../instruction-bar/focus-instruction.ts';
import { chooseModel } from '../models/model-choice.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';

/** What ends a run in the middle of its writing, so that the rest is what is missing. */
const brokeOff: ReadonlySet<RunFailure['code']> = new Set([
  'interrupted',
  'network',
  'stalled',
  'protocol',
  'length',
  'store-full',
  'store-unavailable',
]);

/** Why the run failed, and what can be done about it. */
export function Failure() {
  const { controls, desk, client } = useSession();
  const run = useView((view) => view.run);
  const canEdit = useView((view) => view.canEdit);
  const turn = useView((view) => view.turns.at(-1) ?? null);
  const isStarting = useDesk((state) => state.pending?.kind === 'run');
  if (run.status !== 'failed' || isStarting) return null;
  const { failure } = run;
  const { title, text, canRetry } = describeFailure(failure);
  const wrote = turn?.changes === 'applied';
  const instruction = () => client.view.getState().turns.at(-1)?.instructions.at(-1)?.text ?? '';
  /** With the model that is chosen by then; what is written already stays. */
  const askAgain = (runId: string) => (wrote ? controls.continueRun(runId) : controls.run(instruction()));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-l-2 border-problem py-1 pl-3 text-13">
      <p className="min-w-48 flex-1">
        <strong className="font-medium">{title}.</strong> <span className="text-muted">{text}</span>
      </p>
      {canEdit ? (
        <span className="flex gap-2">
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              desk.setState({ draft: instruction() });
              focusInstruction();
            }}
          >
            {words.run.edit}
          </Button>
          {failure.next !== undefined && turn ? (
            <UseNext next={failure.next} onUse={() => void askAgain(turn.runId)} />
          ) : canRetry && wrote && turn && brokeOff.has(failure.code) ? (
            <Button size="small" onClick={() => void controls.continueRun(turn.runId)}>
              {words.run.goOn}
            </Button>
          ) : canRetry ? (
            <TryAgain failure={failure} onRetry={() => void controls.run(instruction())} />
          ) : null}
        </span>
      ) : null}
    </div>
  );
}

/** Another model, for this run and from now on. */
function UseNext({ next, onUse }: { readonly next: string; readonly onUse: () => void }) {
  return (
    <Button
      size="small"
      onClick={() => {
        chooseModel(next);
        onUse();
      }}
    >
      {words.run.useModel(next.slice(next.indexOf('/') + 1))}
    </Button>
  );
}

function TryAgain({ failure, onRetry }: { readonly failure: RunFailure; readonly onRetry: () => void }) {
  const waitMs = failure.retryAfterMs ?? 0;
  const [leftMs, setLeftMs] = useState(waitMs);
  useEffect(() => {
    const endMs = performance.now() + waitMs;
    const timer = setInterval(() => {
      setLeftMs(endMs - performance.now());
      if (endMs < performance.now()) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [waitMs]);
  const seconds = Math.ceil(leftMs / 1000);
  return (
    <Button size="small" onClick={onRetry}>
      {seconds > 0 ? words.run.tryIn(seconds) : words.run.tryAgain}
    </Button>
  );
}
