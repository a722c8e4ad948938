'use client';

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { codeAddress } from '../embed/code-address.ts';
import { showCode } from '../embed/show-code.ts';
import { editorWords } from './editor-words.ts';

interface ReadingPaneProps {
  readonly client: SessionClient;
  readonly fileId: string;
  /** The pen went to another file. */
  readonly onOpenFile: (fileId: string) => void;
  /** Drawn by the server; what becomes of it later is not React's. */
  readonly children: ReactNode;
}

/** The code for who only reads it on a phone: what the server drew goes on live. Monaco is large, and not made for phones. */
export function ReadingPane({ client, fileId, onOpenFile, children }: ReadingPaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const openFile = useRef(onOpenFile);
  useEffect(() => {
    openFile.current = onOpenFile;
  });
  useEffect(() => {
    if (!pane.current) return;
    return showCode({
      client,
      coloursOf: (id) => codeAddress(client.view.getState().sessionId, id),
      fileId,
      pane: pane.current,
    });
  }, [client, fileId]);
  useEffect(
    () =>
      client.view.subscribe(({ penFileId, run }, before) => {
        if (penFileId !== null && penFileId !== before.penFileId && isRunning(run)) openFile.current(penFileId);
      }),
    [client],
  );
  const path = useStore(client.view, (view) => view.files.find((file) => file.id === fileId)?.path ?? '');
  return (
    <div
      ref={pane}
      role="textbox"
      aria-readonly
      aria-multiline
      aria-label={editorWords.editorLabel(path)}
      tabIndex={0}
      className="relative h-full overflow-auto -outline-offset-2"
    >
      {children}
    </div>
  );
}
