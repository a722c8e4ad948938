'use client';

import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Palette } from '../commands/palette.tsx';
import { ShortcutsSheet } from '../commands/shortcuts-sheet.tsx';
import { FileList } from '../files/file-list.tsx';
import { focusInstruction } from '../instruction-bar/focus-instruction.ts';
import { InstructionBar } from '../instruction-bar/instruction-bar.tsx';
import { PhoneDialog } from '../preview/phone-dialog.tsx';
import { PreviewPane } from '../preview/preview-pane.tsx';
import { RacePane } from '../race/race-pane.tsx';
import { useRaceShown } from '../race/use-race-shown.ts';
import { ReplayBar } from '../replay/replay-bar.tsx';
import { listenToReplayKeys } from '../replay/replay-keys.ts';
import { useReplayFeed } from '../replay/use-replay-feed.ts';
import { ImportDrop } from '../sharing/import-drop.tsx';
import { KeysDialog } from '../models/keys-dialog.tsx';
import { ModelDialog } from '../models/model-dialog.tsx';
import { ShareDialog } from '../sharing/share-dialog.tsx';
import { TurnList } from '../turns/turn-list.tsx';
import { CompareDialog } from '../versions/compare-dialog.tsx';
import { words } from '../words.ts';
import { CodePane } from './code-pane.tsx';
import { followWindow } from './follow-window.ts';
import { filesWidths, layout, previewShares, startLayout } from './layout-memory.ts';
import { Notices } from './notices.tsx';
import { PageMessage } from './page-message.tsx';
import { PlaceTabs } from './place-tabs.tsx';
import { Separator } from './separator.tsx';
import { useDesk, useSession, useView } from './session-context.tsx';
import { listenToShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';
import { tidyDesk } from './tidy-desk.ts';
import './workspace.css';

/** The whole page of an open session. */
export function Workspace({ firstCode }: { readonly firstCode: ReactNode }) {
  const session = useSession();
  const place = useDesk((desk) => desk.place);
  const isLost = useView((view) => view.connection === 'lost');
  const feed = useReplayFeed();
  const isRace = useRaceShown();
  const filesWidth = useStore(layout, (state) => state.filesWidth);
  const previewShare = useStore(layout, (state) => state.previewShare);

  useEffect(startLayout, []);
  useEffect(followWindow, []);
  useEffect(() => {
    if (!session.isLive) return;
    const ends = [listenToShortcuts(session), listenToReplayKeys(session), tidyDesk(session)];
    // A new playground is ready to be told something. On a phone that would raise the keyboard over it.
    const isNew = session.client.view.getState().connection === 'draft';
    if (isNew && document.activeElement === document.body && matchMedia('(pointer: fine)').matches) focusInstruction();
    return () => {
      for (const end of ends) end();
    };
  }, [session]);

  if (isLost) {
    return (
      <PageMessage title={words.connection.lostTitle} text={words.connection.lostText} link={words.connection.home} />
    );
  }
  return (
    <div className="workspace">
      <TopBar />
      <PlaceTabs />
      <main
        className="panes"
        data-place={place}
        data-replay={feed ? '' : undefined}
        data-race={isRace ? '' : undefined}
      >
        <aside aria-label={words.panes.files} className="pane-files flex min-h-0 flex-col overflow-y-auto">
          <FileList />
          <TurnList />
        </aside>
        <Separator
          label={words.panes.resizeFiles}
          className="files-line"
          value={filesWidth}
          bounds={filesWidths}
          step={16}
          valueAt={(clientX) => clientX}
          onChange={(next) => layout.setState({ filesWidth: next })}
        />
        {isRace ? <RacePane /> : null}
        <CodePane firstCode={firstCode} />
        <div className="pane-bar border-t border-line bg-bg">
          {feed ? <ReplayBar feed={feed} /> : <InstructionBar />}
        </div>
        <Separator
          label={words.panes.resizePreview}
          className="preview-line"
          value={previewShare}
          bounds={previewShares}
          step={0.02}
          isReversed
          valueAt={(clientX) => (window.innerWidth - clientX) / window.innerWidth}
          onChange={(next) => layout.setState({ previewShare: next })}
        />
        <PreviewPane />
        <Notices />
        <ImportDrop />
      </main>
      <Palette />
      <ShortcutsSheet />
      <ShareDialog />
      <KeysDialog />
      <ModelDialog />
      <CompareDialog />
      <PhoneDialog />
    </div>
  );
}
