'use client';

import { useEffect, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { withOpen } from '../workspace/desk.ts';
import { useSession, useView } from '../workspace/session-context.tsx';
import { listenForNewFile } from './new-file.ts';
import { FileRow } from './file-row.tsx';
import { NameField } from './name-field.tsx';

/** The session's files. */
export function FileList() {
  const { client, desk, editor } = useSession();
  const files = useView((view) => view.files);
  const canEdit = useView((view) => view.canEdit);
  const [isAdding, setIsAdding] = useState(false);
  const paths = files.map((file) => file.path);

  useEffect(() => listenForNewFile(() => setIsAdding(true)), []);

  async function add(path: string): Promise<string | null> {
    const outcome = await client.createFile(path);
    if (outcome.status === 'refused') return outcome.text;
    const made = client.view.getState().files.find((file) => file.path === path);
    if (!made) return null;
    desk.setState((state) => ({ ...withOpen(state, made.id), isFollowing: false, place: 'code' }));
    // Once the name's field is gone, which would take the focus with it.
    requestAnimationFrame(() => editor.current?.focus());
    return null;
  }

  return (
    <section aria-label={words.files.heading} className="flex flex-col">
      <header className="flex h-9 items-center justify-between pr-1 pl-4">
        <h2 className="text-12 font-medium text-muted">{words.files.heading}</h2>
        {canEdit ? <IconButton icon="plus" label={words.files.add} onClick={() => setIsAdding(true)} /> : null}
      </header>
      <ul className="pb-2">
        {[...files]
          .sort((a, b) => a.path.localeCompare(b.path))
          .map((file) => (
            <FileRow key={file.id} file={file} otherPaths={paths.filter((path) => path !== file.path)} />
          ))}
        {isAdding ? (
          <li>
            <NameField initial="" otherPaths={paths} onName={add} onClose={() => setIsAdding(false)} />
          </li>
        ) : null}
        {files.length === 0 && !isAdding ? <li className="px-4 text-13 text-faint">{words.files.empty}</li> : null}
      </ul>
    </section>
  );
}
