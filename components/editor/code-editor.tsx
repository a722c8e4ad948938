'use client';

import './editor.css';
import { Editor } from '@monaco-editor/react';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { coloursReady } from './colours-ready.ts';
import { createEditorDesk, type EditorDesk, type SelectedRange } from './editor-desk.ts';
import { editorOptions } from './editor-options.ts';
import { editorWords } from './editor-words.ts';
import { monaco } from './monaco-setup.ts';
import type { EditorProblem } from './problem-marks.ts';
import { rehearse } from './rehearse.ts';

/** What a parent can ask of the editor. */
export interface CodeEditorHandle {
  focus(): void;
  /** The selected range of the open file in the session's offsets; null when nothing is selected. */
  selection(): SelectedRange | null;
  /** Shows the file, puts the cursor there and brings it into view. Line and column count from 1. */
  revealIn(fileId: string, line: number, column?: number): void;
  /** Goes along with the model's pen again. */
  follow(): void;
  /** Opens Monaco's own list of commands. */
  openCommands(): void;
}

export interface CodeEditorProps {
  readonly client: SessionClient;
  readonly fileId: string;
  readonly readOnly?: boolean;
  /** A run was asked for and is not seen yet. */
  readonly isRunExpected?: boolean;
  readonly theme?: 'dark' | 'light';
  readonly autoFocus?: boolean;
  readonly problems?: readonly EditorProblem[];
  readonly handle?: Ref<CodeEditorHandle>;
  /** Another file should be shown: the pen went there, or an undo happened there. */
  readonly onOpenFile?: (fileId: string) => void;
  /** The selection of the open file is now this; also when somebody else's change moved it. */
  readonly onSelect?: (selection: SelectedRange | null) => void;
  readonly onFollowChange?: (isFollowing: boolean) => void;
  readonly onReady?: () => void;
}

/** The editor of a session: Monaco on the file `fileId` of `client`. Load it with `next/dynamic` and `ssr: false`. */
export function CodeEditor(props: CodeEditorProps) {
  const { client, fileId, readOnly = false, isRunExpected = false, theme = 'dark', problems, handle } = props;
  const [codeEditor, setCodeEditor] = useState<monaco.editor.IStandaloneCodeEditor | null>(null);
  const [isFollowOffered, setFollowOffered] = useState(false);
  const desk = useRef<EditorDesk | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!codeEditor) return;
    const own = createEditorDesk({
      monaco,
      codeEditor,
      client,
      listener: {
        openFile: (next) => latest.current.onOpenFile?.(next),
        followOffered: setFollowOffered,
        followChanged: (isFollowing) => latest.current.onFollowChange?.(isFollowing),
        selectionChanged: (selection) => latest.current.onSelect?.(selection),
      },
    });
    desk.current = own;
    own.setReadOnly(latest.current.readOnly ?? false);
    own.open(latest.current.fileId);
    if (latest.current.autoFocus) codeEditor.focus();
    let isGone = false;
    let endRehearsal = () => {};
    const shown = latest.current.fileId;
    const path = client.view.getState().files.find(({ id }) => id === shown)?.path ?? '';
    void coloursReady(monaco, path, client.textOf(shown).toString()).then(() => {
      if (isGone) return;
      latest.current.onReady?.();
      if (!isRunning(client.view.getState().run)) endRehearsal = rehearse(monaco, path);
    });
    const unlisten = client.view.subscribe(({ run }) => {
      if (isRunning(run)) endRehearsal();
    });
    return () => {
      isGone = true;
      unlisten();
      endRehearsal();
      desk.current = null;
      own.dispose();
    };
  }, [codeEditor, client]);
  useEffect(() => desk.current?.open(fileId), [fileId]);
  useEffect(() => desk.current?.setReadOnly(readOnly), [readOnly]);
  useEffect(() => desk.current?.expectRun(isRunExpected), [codeEditor, client, isRunExpected]);
  useEffect(() => desk.current?.showProblems(problems ?? []), [codeEditor, client, problems]);

  useImperativeHandle(
    handle,
    () => ({
      focus: () => codeEditor?.focus(),
      selection: () => desk.current?.selection() ?? null,
      revealIn(fileId, line, column) {
        desk.current?.open(fileId);
        desk.current?.reveal(line, column);
      },
      follow: () => desk.current?.follow(),
      openCommands: () => {
        codeEditor?.focus();
        codeEditor?.trigger('flint', 'editor.action.quickCommand', null);
      },
    }),
    [codeEditor],
  );

  return (
    <div className="flint-editor">
      <Editor
        theme={theme === 'dark' ? 'flint-dark' : 'flint-light'}
        options={editorOptions}
        saveViewState={false}
        keepCurrentModel
        loading={null}
        onMount={(mounted) => {
          // The wrapper made an empty model; the session's take its place.
          mounted.getModel()?.dispose();
          setCodeEditor(mounted);
        }}
      />
      {isFollowOffered ? (
        <button
          type="button"
          className="flint-follow"
          title={editorWords.followHint}
          onClick={() => desk.current?.follow()}
        >
          {editorWords.follow}
        </button>
      ) : null}
    </div>
  );
}
