import { withOpen } from '../workspace/desk.ts';
import type { OpenSession } from '../workspace/session-context.tsx';

/** A place in a file of the session. Lines and columns count from 1. */
export interface FilePlace {
  readonly path: string;
  readonly line: number | null;
  readonly column?: number | null;
}

/** Opens the file and puts the cursor there. Does nothing for files that are not there any more. */
export function openPlace({ client, desk, editor }: OpenSession, { path, line, column }: FilePlace): void {
  const file = client.view.getState().files.find((one) => one.path === path);
  if (!file) return;
  desk.setState((state) => ({ ...withOpen(state, file.id), isFollowing: false, place: 'code' as const }));
  if (line === null) return;
  // A pane that was hidden has no height before it is drawn, and what has no height cannot be scrolled.
  requestAnimationFrame(() => {
    requestAnimationFrame(() => editor.current?.revealIn(file.id, line, column ?? undefined));
  });
}
