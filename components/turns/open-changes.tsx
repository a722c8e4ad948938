'use client';

import type { TurnView } from '../../lib/live/session-view.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { withOpen } from '../workspace/desk.ts';
import { useSession, useView } from '../workspace/session-context.tsx';

/** The files that a run changed, as long as nobody decided on them. */
export function OpenChanges({ turn }: { readonly turn: TurnView }) {
  const { client, desk } = useSession();
  const files = useView((view) => view.files);
  const canEdit = useView((view) => view.canEdit);
  const open = turn.open.flatMap(({ fileId, hunks }) => {
    const file = files.find((one) => one.id === fileId);
    return file ? [{ file, hunks }] : [];
  });
  if (open.length === 0) return null;
  return (
    <div className="flex flex-col">
      <ul>
        {open.map(({ file, hunks }) => (
          <li key={file.id} className="flex h-7 items-center gap-2 text-12">
            <button
              type="button"
              className="h-6 min-w-6 truncate text-left text-muted hover:text-text hover:underline"
              onClick={() =>
                desk.setState((state) => ({ ...withOpen(state, file.id), isFollowing: false, place: 'code' }))
              }
            >
              {file.path}
            </button>
            <span className="flex-1 whitespace-nowrap text-faint">{hunks > 0 ? words.turns.hunks(hunks) : null}</span>
            {canEdit ? (
              <IconButton
                icon="undo"
                label={words.turns.revertFile(file.path)}
                className="size-6"
                onClick={() => void client.revertChanges({ runId: turn.runId, fileId: file.id })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit ? (
        <Button
          size="small"
          className="mt-1 self-start"
          onClick={() => void client.acceptChanges({ runId: turn.runId })}
        >
          {words.turns.keepAll}
        </Button>
      ) : null}
    </div>
  );
}
