'use client';

import { createContext, useContext } from 'react';
import type { RefObject } from 'react';
import { useStore } from 'zustand';
import type { Replay } from '../../lib/live/replay.ts';
import type { SessionClient, SessionView } from '../../lib/live/session-view.ts';
import type { CodeEditorHandle } from '../editor/code-editor.tsx';
import type { RunControls } from '../instruction-bar/run-controls.ts';
import type { PreviewHandle } from '../preview/preview-handle.ts';
import type { ProblemStore } from '../preview/problem-store.ts';
import type { Desk, DeskState } from './desk.ts';
import { seenByFrame } from './seen-by-frame.ts';

/** A session and everything on this page that can be asked for something. */
export interface OpenSession {
  readonly client: SessionClient;
  /** False in the first drawing, which only shows. */
  readonly isLive: boolean;
  /** The way into the past; null in the first drawing. */
  readonly replay: Replay | null;
  /** What its starter suggests to ask for first; null when the usual things are suggested. */
  readonly ideas: readonly string[] | null;
  readonly desk: Desk;
  readonly controls: RunControls;
  /** What is wrong with the program as it stands. */
  readonly problems: ProblemStore;
  /** The preview that is mounted now. */
  readonly preview: PreviewHandle;
  /** The editor that is mounted now. */
  readonly editor: RefObject<CodeEditorHandle | null>;
}

const context = createContext<OpenSession | null>(null);

export const SessionProvider = context.Provider;

/** The session that is open in this page. */
export function useSession(): OpenSession {
  const session = useContext(context);
  if (!session) throw new Error('No session is open around this component.');
  return session;
}

/** A part of what the session shows; the component is drawn again only when that part changes. */
export function useView<Part>(select: (view: SessionView) => Part): Part {
  return useStore(seenByFrame(useSession().client.view), select);
}

/** A part of what lies on the desk. */
export function useDesk<Part>(select: (desk: DeskState) => Part): Part {
  return useStore(useSession().desk, select);
}
