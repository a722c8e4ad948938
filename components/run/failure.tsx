'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { describeFailure } from '../../lib/session/words.ts';
import type { RunFailure } from '../../lib/session/session-event.ts';
import { focusInstruction } from '../instruction-bar/focus-instruction.ts';
import { chooseModel } from '../models/model-choice.ts';
import { hasKeyFor, ownKeys } from '../models/own-keys.ts';
import { OtherModel } from '../models/other-model.tsx';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { FreshTokens } from './fresh-tokens.tsx';
import { GoOnByItself } from './go-on-by-itself.tsx';
import { mayAskAnother, mayUseOwnKey, waitBeforeGoingOn } from './limit-choices.ts';
import { OwnKeyChoice } from './own-key-choice.tsx';
import { useOwnRun } from './use-own-run.ts';

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
  const hasDraft = useDesk((state) => state.draft.trim() !== '');
  const ownRunId = useOwnRun();
  const keys = useStore(ownKeys, (state) => state.keys);
  /** The failed run that this person wants no waiting for. */
  const [stayedRunId, setStayedRunId] = useState<string | null>(null);
  /** How often it has gone on by itself since one went well. */
  const [goes, setGoes] = useState(0);
  const isWell = run.status === 'writing' || run.status === 'idle';
  useEffect(() => {
    if (isWell) setGoes(0);
  }, [isWell]);
  if (run.status !== 'failed' || isStarting) return null;
  const { failure } = run;
  const { title, text: usualText, canRetry } = describeFailure(failure);
  // Nobody but this page knows whose key it was.
  const isOwnKey = failure.code === 'auth' && ownRunId === run.runId && hasKeyFor(keys, failure.provider);
  const text = isOwnKey ? words.models.keys.refusedRun(failure.provider ?? '') : usualText;
  const wrote = turn?.changes === 'applied';
  // Only in the page that asked for it: of several, one is enough.
  const mayGoOn = ownRunId === run.runId && stayedRunId !== run.runId;
  const waitMs = mayGoOn ? waitBeforeGoingOn(failure, goes) : null;
  const instruction = () => client.view.getState().turns.at(-1)?.instructions.at(-1)?.text ?? '';
  /** With the model that is chosen by then; what is written already stays. */
  const askAgain = (runId: string) => (wrote ? controls.continueRun(runId) : controls.run(instruction()));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-l-2 border-problem py-1 pl-3 text-13">
      <p className="min-w-[min(100%,22rem)] flex-1">
        <strong className="font-medium">{title}.</strong> <span className="text-muted">{text}</span>
      </p>
      {canEdit ? (
        <span className="flex flex-wrap gap-2">
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
          {mayAskAnother(failure) && turn ? (
            <OtherModel asked={failure.model ?? null} onChoose={() => void askAgain(turn.runId)} />
          ) : null}
          {mayUseOwnKey(failure) && turn ? (
            <OwnKeyChoice key={run.runId} onGo={() => void askAgain(turn.runId)} />
          ) : null}
          {failure.spent && turn ? (
            <FreshTokens atMs={failure.spent.freshAtMs} onGo={() => void askAgain(turn.runId)} />
          ) : failure.next !== undefined && turn ? (
            <UseNext next={failure.next} onUse={() => void askAgain(turn.runId)} />
          ) : waitMs !== null && turn ? (
            <GoOnByItself
              key={run.runId}
              waitMs={waitMs}
              isHeld={hasDraft}
              onGo={() => {
                setGoes(goes + 1);
                void askAgain(turn.runId);
              }}
              onStay={() => setStayedRunId(run.runId)}
            />
          ) : canRetry && wrote && turn && brokeOff.has(failure.code) ? (
            <Button size="small" onClick={() => void controls.continueRun(turn.runId)}>
              {words.run.goOn}
            </Button>
          ) : canRetry ? (
            <Button size="small" onClick={() => void controls.run(instruction())}>
              {words.run.tryAgain}
            </Button>
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
