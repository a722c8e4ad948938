'use client';

import { useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { isRunning } from '../../lib/session/run-machine.ts';
import { EditorPane } from '../editor/editor-pane.tsx';
import type { EditorProblem } from '../editor/problem-marks.ts';
import { ReadingPane } from '../editor/reading-pane.tsx';
import { LiveSwitch } from '../live-mode/live-switch.tsx';
import { FileTabs } from '../files/file-tabs.tsx';
import type { ProblemStore } from '../preview/problem-store.ts';
import { currentTheme, listenToTheme } from '../ui/theme.ts';
import { words } from '../words.ts';
import { withOpen } from './desk.ts';
import { isPhone, listenToPhone } from './is-phone.ts';
import { useDesk, useSession, useView } from './session-context.tsx';

/** The open files and their code. */
export function CodePane({ firstCode }: { readonly firstCode: ReactNode }) {
  const { client, desk, editor, problems, isLive } = useSession();
  const marks = useMarks(problems);
  const fileId = useDesk((state) => state.activeFileId);
  const canEdit = useView((view) => view.canEdit);
  const isRunExpected = useDesk((state) => state.pending?.kind === 'run');
  const theme = useSyncExternalStore(listenToTheme, currentTheme, () => 'dark' as const);
  const isReading = useSyncExternalStore(listenToPhone, isPhone, () => false) && !canEdit;
  const openWhereItIsWritten = (next: string) => {
    const { run, penFileId } = client.view.getState();
    const isPenCalling = isRunning(run) && next === penFileId;
    if (!isPenCalling || desk.getState().isFollowing) desk.setState((state) => withOpen(state, next));
  };
  return (
    <section aria-label={words.panes.editor} className="pane-editor flex min-h-0 min-w-0 flex-col">
      <div className="flex shrink-0 border-b border-line">
        <div className="min-w-0 flex-1">
          <FileTabs />
        </div>
        {canEdit && isLive ? (
          <div className="for-editors">
            <LiveSwitch />
          </div>
        ) : null}
      </div>
      <div
        id="code"
        role="tabpanel"
        aria-labelledby={fileId === null ? undefined : `tab-${fileId}`}
        className="min-h-0 flex-1"
      >
        {fileId === null ? (
          <p className="flex h-full items-center justify-center text-faint">{words.files.nothingOpen}</p>
        ) : isLive && isReading && firstCode ? (
          <ReadingPane client={client} fileId={fileId} onOpenFile={openWhereItIsWritten}>
            {firstCode}
          </ReadingPane>
        ) : isLive ? (
          <EditorPane
            client={client}
            fileId={fileId}
            readOnly={!canEdit}
            isRunExpected={isRunExpected}
            theme={theme}
            handle={editor}
            placeholder={firstCode}
            problems={marks}
            onOpenFile={openWhereItIsWritten}
            onSelect={(selected) => desk.setState({ selected })}
          />
        ) : (
          <div className="relative h-full min-h-0 min-w-0 overflow-hidden">
            <div className="absolute inset-0 overflow-auto">{firstCode}</div>
          </div>
        )}
      </div>
    </section>
  );
}

/** What is wrong with the program, where it stands in a file. */
function useMarks(store: ProblemStore): readonly EditorProblem[] {
  const problems = useStore(store, (state) => state.problems);
  return useMemo(
    () =>
      problems.flatMap(({ fileId, line, column, message }) =>
        fileId === null || line === null ? [] : [{ fileId, line, column, text: message }],
      ),
    [problems],
  );
}
