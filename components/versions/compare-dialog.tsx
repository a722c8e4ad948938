'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { currentTheme, listenToTheme } from '../ui/theme.ts';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { changedFiles, type ChangedFile } from './changed-files.ts';

const say = words.versions;

const SideBySide = dynamic(() => import('./side-by-side.tsx').then((module) => module.SideBySide), { ssr: false });

/** A version beside the files as they are now. */
export function CompareDialog() {
  const { desk } = useSession();
  const runId = useDesk((state) => state.comparedRunId);
  const turn = useView((view) => view.turns.find((one) => one.runId === runId));
  const title = say.compareTitle(turn?.name ?? turn?.instructions[0]?.text ?? '');
  return (
    <Dialog
      label={title}
      isOpen={turn !== undefined}
      onClose={() => desk.setState({ comparedRunId: null })}
      className="mt-[6dvh] h-[86dvh] max-h-[86dvh]! w-[min(80rem,calc(100vw-2rem))]!"
    >
      {turn?.endSequence == null ? null : <Comparison title={title} sequence={turn.endSequence} />}
    </Dialog>
  );
}

function Comparison({ title, sequence }: { readonly title: string; readonly sequence: number }) {
  const { client, desk } = useSession();
  const canEdit = useView((view) => view.canEdit);
  const theme = useSyncExternalStore(listenToTheme, currentTheme, () => 'dark' as const);
  const [changed, setChanged] = useState<readonly ChangedFile[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [shownId, setShownId] = useState<string | null>(null);
  const close = () => desk.setState({ comparedRunId: null });

  useEffect(() => {
    let isOver = false;
    void client.stateAt(sequence).then((past) => {
      if (isOver) return;
      if (!past) {
        setProblem(say.failed);
        return;
      }
      const now = client.view
        .getState()
        .files.map(({ id, path }) => ({ id, path, text: client.textOf(id).toString() }));
      setChanged(changedFiles(past, now));
    });
    return () => {
      isOver = true;
    };
  }, [client, sequence]);

  const shown = changed?.find(({ id }) => id === shownId) ?? changed?.[0];
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-14 font-medium">{title}</h2>
        {canEdit && changed && changed.length > 0 ? (
          <Button
            size="small"
            title={say.restoreHint}
            onClick={() =>
              void client.restoreVersion(sequence).then((outcome) => {
                if (outcome.status === 'refused') setProblem(outcome.text);
                else close();
              })
            }
          >
            {say.restore}
          </Button>
        ) : null}
        <IconButton icon="close" label={words.common.close} onClick={close} />
      </header>
      {problem === null ? null : <p className="border-b border-line px-4 py-2 text-13 text-problem">{problem}</p>}
      {changed?.length === 0 ? <p className="p-4 text-13 text-muted">{say.same}</p> : null}
      {shown ? (
        <>
          <nav aria-label={say.files} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2 py-1.5">
            {changed?.map((file) => (
              <Button
                key={file.id}
                size="small"
                look="quiet"
                aria-pressed={file.id === shown.id}
                className={file.id === shown.id ? 'bg-hover text-text' : ''}
                onClick={() => setShownId(file.id)}
              >
                {file.path}
                {file.before === null || file.after === null ? (
                  <span className="text-faint">{file.before === null ? say.added : say.removed}</span>
                ) : null}
              </Button>
            ))}
          </nav>
          <div
            aria-hidden="true"
            className="grid shrink-0 grid-cols-2 border-b border-line px-4 py-1 text-12 text-faint max-panes:hidden"
          >
            <span>{say.before}</span>
            <span>{say.after}</span>
          </div>
          <div className="min-h-0 flex-1">
            <SideBySide path={shown.path} before={shown.before ?? ''} after={shown.after ?? ''} theme={theme} />
          </div>
        </>
      ) : null}
    </>
  );
}
