'use client';

import { memo } from 'react';
import type { RaceView } from '../../lib/live/race-view.ts';
import type { TurnView } from '../../lib/live/session-view.ts';
import { describeFailure } from '../../lib/session/words.ts';
import { focusInstruction } from '../instruction-bar/focus-instruction.ts';
import { RaceFiguresList } from '../race/race-figures-list.tsx';
import { formatDuration } from '../run/format.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';
import { VersionActions } from '../versions/version-actions.tsx';
import { OpenChanges } from './open-changes.tsx';
import { Prose } from './prose.tsx';

const dots = { running: 'bg-ember', done: 'bg-faint', stopped: 'bg-line-strong', failed: 'bg-problem' };

interface TurnProps {
  readonly turn: TurnView;
  /** The race that it was kept in. */
  readonly race: RaceView | null;
  readonly isLast: boolean;
}

/** One run: what was asked, what was said, how it ended, and what can be done about it now. */
export const Turn = memo(function Turn({ turn, race, isLast }: TurnProps) {
  const { client, desk } = useSession();
  const canEdit = useView((view) => view.canEdit);
  const isReverted = turn.changes === 'reverted';
  return (
    <li className="turn group flex flex-col gap-2 px-4 py-2.5 not-first:border-t not-first:border-line">
      {turn.instructions.map((instruction, index) => (
        <div key={index} className="flex gap-2">
          <span
            aria-hidden="true"
            className={`mt-[7px] size-1.5 shrink-0 rounded-full ${index === turn.instructions.length - 1 ? dots[turn.status] : 'bg-line-strong'}`}
          />
          <p className="min-w-0 flex-1 text-13 leading-5 [overflow-wrap:anywhere] whitespace-pre-line">
            {instruction.kind === 'run' ? null : (
              <span className="block text-12 text-faint">
                {instruction.kind === 'redirect' ? words.turns.redirected : words.turns.reverted}
              </span>
            )}
            {instruction.text}
          </p>
          {canEdit ? (
            <IconButton
              icon="again"
              label={words.turns.again}
              className="-my-0.5 size-6 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
              onClick={() => {
                desk.setState({ draft: instruction.text });
                focusInstruction();
              }}
            />
          ) : null}
        </div>
      ))}
      <div className="flex flex-col gap-2 pl-3.5 empty:hidden">
        {turn.prose.trim() === '' ? null : <Prose text={turn.prose} />}
        {turn.notes.map((note, index) => (
          <p key={index} className="border-l border-line-strong pl-2 text-12 text-muted">
            {note}
          </p>
        ))}
        {race ? <RaceFiguresList race={race} keptReceipt={turn.receipt} /> : null}
        {turn.failure ? <p className="text-12 text-problem">{describeFailure(turn.failure).title}</p> : null}
        {turn.status === 'running' ? null : (
          <div className="-ml-2 flex min-h-6 flex-wrap items-center gap-x-1 text-12 text-faint">
            <span className="pl-2">
              {isReverted ? words.turns.takenBack : words.turns.status[turn.status]}
              {turn.receipt ? <span className="numbers"> {formatDuration(turn.receipt.durationMs)}</span> : null}
            </span>
            {canEdit && turn.changes !== 'none' ? (
              <Button
                size="small"
                look="quiet"
                className={
                  isLast || isReverted
                    ? ''
                    : 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100'
                }
                onClick={() => void (isReverted ? client.restoreRun(turn.runId) : client.revertRun(turn.runId))}
              >
                {isReverted ? words.turns.restore : words.turns.undo}
              </Button>
            ) : null}
          </div>
        )}
        {turn.endSequence === null ? null : (
          <details className="text-12">
            <summary className="w-fit cursor-pointer text-faint hover:text-text">
              {turn.name ?? words.versions.more}
            </summary>
            <div className="pt-1.5">
              <VersionActions turn={turn} sequence={turn.endSequence} />
            </div>
          </details>
        )}
        {isLast && turn.open.length > 0 && turn.status !== 'running' && !isReverted ? (
          <OpenChanges turn={turn} />
        ) : null}
      </div>
    </li>
  );
});
