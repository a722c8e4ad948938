'use client';

import { useStore } from 'zustand';
import { isRunning } from '../../lib/session/run-machine.ts';
import { PeopleHere } from '../people/people-here.tsx';
import { ForkButton } from '../replay/fork-button.tsx';
import { ForkedFrom } from '../replay/forked-from.tsx';
import { ReplayButton } from '../replay/replay-button.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import { words } from '../words.ts';
import { areFilesShown, layout } from './layout-memory.ts';
import { HomeLink } from './home-link.tsx';
import { SessionTitle } from './session-title.tsx';
import { useSession, useView } from './session-context.tsx';
import { undoAndShow } from './undo-and-show.ts';

export function TopBar() {
  const { client, desk } = useSession();
  const isLive = useView((view) => isRunning(view.run));
  const canEdit = useView((view) => view.canEdit);
  const isDraft = useView((view) => view.sessionId === null);
  const canUndo = useView((view) => view.canUndo);
  const canRedo = useView((view) => view.canRedo);
  const isPreviewOpen = useStore(layout, (state) => state.previewOpen);
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line pr-[max(0.5rem,env(safe-area-inset-right))] pl-[max(0.75rem,env(safe-area-inset-left))]">
      <HomeLink isLive={isLive} />
      <SessionTitle />
      <ForkedFrom className="max-panes:hidden" />
      <span className="flex-1" />
      {isDraft ? (
        <a
          href="/starters"
          title={words.starters.openHint}
          className="flex h-6 shrink-0 items-center rounded-md px-2 text-12 font-medium text-muted hover:bg-hover hover:text-text max-panes:hidden pointer-coarse:h-9"
        >
          {words.starters.open}
        </a>
      ) : null}
      <PeopleHere />
      {canEdit ? (
        <span className="for-editors">
          <IconButton
            icon="undo"
            label={words.top.undo}
            disabled={!canUndo}
            onClick={() => undoAndShow(client, desk, 'undo')}
          />
          <IconButton
            icon="redo"
            label={words.top.redo}
            disabled={!canRedo}
            onClick={() => undoAndShow(client, desk, 'redo')}
          />
          <span aria-hidden="true" className="mx-1 h-4 w-px bg-line max-panes:hidden" />
        </span>
      ) : null}
      <IconButton
        icon="sidebar"
        label={words.top.files}
        className="max-panes:hidden"
        onClick={() => layout.setState((now) => ({ filesOpen: !areFilesShown(now) }))}
      />
      <IconButton
        icon="preview"
        label={words.top.preview}
        aria-pressed={isPreviewOpen}
        className="max-panes:hidden"
        onClick={() => layout.setState((now) => ({ previewOpen: !now.previewOpen }))}
      />
      <ReplayButton />
      <ForkButton look="quiet" label={words.replay.fork} />
      <Button
        size="small"
        className="mx-1 pointer-coarse:h-9"
        title={isDraft ? words.sharing.draft : undefined}
        onClick={() => desk.setState({ dialog: 'share' })}
      >
        {words.sharing.open}
      </Button>
      <IconButton icon="command" label={words.top.palette} onClick={() => desk.setState({ dialog: 'palette' })} />
      <ThemeSwitch labels={words.top} />
    </header>
  );
}
