'use client';

import { useState } from 'react';
import type { TurnView } from '../../lib/live/session-view.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';

const say = words.versions;

interface VersionActionsProps {
  readonly turn: TurnView;
  /** The moment that is this version. */
  readonly sequence: number;
}

/** What can be done with the session as it was after a run: give it a name, look at it, go back to it. */
export function VersionActions({ turn, sequence }: VersionActionsProps) {
  const { client, desk, replay } = useSession();
  const canEdit = useView((view) => view.canEdit);
  const isBusy = useView((view) => view.run.status !== 'idle' && view.run.status !== 'failed');
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-1.5">
      {canEdit ? (
        <VersionName
          key={turn.name}
          name={turn.name ?? ''}
          onName={(name) => void client.nameVersion(turn.runId, name)}
        />
      ) : null}
      <div className="-ml-2 flex flex-wrap gap-x-1">
        <Button size="small" look="quiet" onClick={() => desk.setState({ comparedRunId: turn.runId })}>
          {say.compare}
        </Button>
        <Button size="small" look="quiet" onClick={() => replay?.enter(sequence)}>
          {words.replay.show}
        </Button>
        {canEdit ? (
          <Button
            size="small"
            look="quiet"
            title={say.restoreHint}
            disabled={isBusy}
            onClick={() =>
              void client
                .restoreVersion(sequence)
                .then((outcome) => setRefusal(outcome.status === 'refused' ? outcome.text : null))
            }
          >
            {say.restore}
          </Button>
        ) : null}
      </div>
      {refusal === null ? null : <p className="text-12 text-problem">{refusal}</p>}
    </div>
  );
}

interface VersionNameProps {
  readonly name: string;
  readonly onName: (name: string) => void;
}

function VersionName({ name, onName }: VersionNameProps) {
  const [edited, setEdited] = useState(name);
  return (
    <input
      aria-label={say.name}
      placeholder={say.namePlaceholder}
      value={edited}
      maxLength={120}
      onChange={(event) => setEdited(event.target.value)}
      onBlur={() => {
        if (edited.trim() !== name) onName(edited.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setEdited(name);
      }}
      className="h-7 w-full rounded-md border border-line-strong bg-bg px-2 text-12 outline-none focus:border-faint pointer-coarse:h-9"
    />
  );
}
