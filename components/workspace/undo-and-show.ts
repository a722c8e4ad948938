import type { SessionClient } from '../../lib/live/session-view.ts';
import type { Desk } from './desk.ts';
import { withOpen } from './desk.ts';

/** Undoes or redoes one step, and brings the file forward where it happened. */
export function undoAndShow(client: SessionClient, desk: Desk, direction: 'undo' | 'redo'): void {
  const step = client[direction]();
  const fileId = step?.fileId ?? null;
  if (fileId !== null) desk.setState((state) => withOpen(state, fileId));
}
