'use client';

import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { withClosed, withOpen } from '../workspace/desk.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';

/** The open files, as tabs: arrows go through them, Delete or a middle click closes one. */
export function FileTabs() {
  const { desk } = useSession();
  const openFileIds = useDesk((state) => state.openFileIds);
  const activeFileId = useDesk((state) => state.activeFileId);
  const files = useView((view) => view.files);
  const writtenFileId = useView((view) => (view.run.status === 'writing' ? view.penFileId : null));
  const open = openFileIds.flatMap((id) => files.find((file) => file.id === id) ?? []);

  function choose(fileId: string): void {
    desk.setState((state) => ({ ...withOpen(state, fileId), isFollowing: fileId === writtenFileId }));
  }

  function step(by: number): void {
    const at = open.findIndex((file) => file.id === activeFileId);
    const next = open[(at + by + open.length) % open.length];
    if (!next) return;
    choose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  }

  return (
    <div
      role="tablist"
      aria-label={words.files.openFiles}
      className="flex h-9 min-w-0 flex-1 overflow-x-auto [scrollbar-width:none]"
    >
      {open.map((file) => {
        const isActive = file.id === activeFileId;
        return (
          <div
            key={file.id}
            role="presentation"
            className={`group relative flex items-center ${isActive ? 'bg-bg' : ''}`}
          >
            <button
              type="button"
              role="tab"
              id={`tab-${file.id}`}
              aria-selected={isActive}
              aria-controls="code"
              tabIndex={isActive ? 0 : -1}
              onClick={() => choose(file.id)}
              onAuxClick={(event) => {
                if (event.button === 1) desk.setState((state) => withClosed(state, file.id));
              }}
              onKeyDown={(event) => {
                if (event.key === 'ArrowRight') step(1);
                else if (event.key === 'ArrowLeft') step(-1);
                else if (event.key === 'Delete') desk.setState((state) => withClosed(state, file.id));
              }}
              className={`flex h-full max-w-56 items-center gap-2 pr-8 pl-4 text-13 whitespace-nowrap -outline-offset-2 ${isActive ? 'text-text' : 'text-muted hover:text-text'}`}
            >
              <span className="truncate">{file.path}</span>
              {file.id === writtenFileId ? (
                <span aria-hidden="true" className="size-1.5 shrink-0 rounded-full bg-ember" />
              ) : null}
            </button>
            {open.length > 1 ? (
              <button
                type="button"
                tabIndex={-1}
                aria-label={words.files.closeTab(file.path)}
                onClick={() => desk.setState((state) => withClosed(state, file.id))}
                className={`absolute right-1 inline-flex size-6 items-center justify-center rounded text-muted hover:bg-hover hover:text-text ${isActive ? '' : 'opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100'}`}
              >
                <Icon name="close" className="scale-75" />
              </button>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
