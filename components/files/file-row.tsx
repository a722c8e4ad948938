'use client';

import { useEffect, useRef, useState } from 'react';
import type { FileView } from '../../lib/live/session-view.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { withOpen } from '../workspace/desk.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { NameField } from './name-field.tsx';

/** One file of the list: opens it, renames it, deletes it after a second word. */
export function FileRow({ file, otherPaths }: { readonly file: FileView; readonly otherPaths: readonly string[] }) {
  const { client, desk } = useSession();
  const [mode, setMode] = useState<'still' | 'renaming' | 'deleting'>('still');
  const opener = useRef<HTMLButtonElement>(null);
  const wasBusy = useRef(false);

  useEffect(() => {
    // Whoever named or kept the file with the keyboard goes on from its row.
    if (mode === 'still' && wasBusy.current && document.activeElement === document.body) opener.current?.focus();
    wasBusy.current = mode !== 'still';
  }, [mode]);

  const isActive = useDesk((state) => state.activeFileId === file.id);
  const canEdit = useView((view) => view.canEdit);
  const isWritten = useView((view) => view.run.status === 'writing' && view.penFileId === file.id);

  if (mode === 'renaming') {
    return (
      <li>
        <NameField
          initial={file.path}
          otherPaths={otherPaths}
          onName={async (name) => {
            const outcome = await client.renameFile(file.id, name);
            return outcome.status === 'done' ? null : outcome.text;
          }}
          onClose={() => setMode('still')}
        />
      </li>
    );
  }
  if (mode === 'deleting') {
    return (
      <li
        className="flex h-8 items-center gap-1 px-3 text-13"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setMode('still');
        }}
      >
        <span className="min-w-0 flex-1 truncate text-muted">{words.files.confirm}</span>
        <Button size="small" look="quiet" onClick={() => setMode('still')} autoFocus>
          {words.files.no}
        </Button>
        <Button size="small" className="text-problem" onClick={() => void client.deleteFile(file.id)}>
          {words.files.yes}
        </Button>
      </li>
    );
  }
  return (
    <li
      className={`group relative flex h-8 items-center pr-1 pointer-coarse:h-11 ${isActive ? 'bg-hover' : 'hover:bg-hover'}`}
    >
      <button
        ref={opener}
        type="button"
        aria-current={isActive ? 'true' : undefined}
        onClick={() =>
          desk.setState((state) => ({ ...withOpen(state, file.id), isFollowing: isWritten, place: 'code' }))
        }
        onDoubleClick={() => canEdit && setMode('renaming')}
        onKeyDown={(event) => {
          if (event.key === 'F2' && canEdit) setMode('renaming');
          if (event.key === 'Delete' && canEdit) setMode('deleting');
        }}
        className={`h-full min-w-0 flex-1 truncate pl-4 text-left text-13 -outline-offset-2 ${isActive ? 'text-text' : 'text-muted'}`}
      >
        {file.path}
      </button>
      {isWritten ? (
        <span className="mr-2 size-1.5 rounded-full bg-ember">
          <span className="sr-only">{words.files.beingWritten}</span>
        </span>
      ) : null}
      {canEdit ? (
        <span className="hidden group-focus-within:flex group-hover:flex pointer-coarse:flex">
          <IconButton
            icon="pencil"
            label={words.files.rename(file.path)}
            className="size-6"
            onClick={() => setMode('renaming')}
          />
          <IconButton
            icon="trash"
            label={words.files.remove(file.path)}
            className="size-6"
            onClick={() => setMode('deleting')}
          />
        </span>
      ) : null}
    </li>
  );
}
