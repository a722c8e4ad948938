import { isRunning } from '../../lib/session/run-machine.ts';
import { withFiles } from './desk.ts';
import type { OpenSession } from './session-context.tsx';

/** Keeps the desk in step with the session: tabs of deleted files go, a choice that was made is forgotten. Returns what ends it. */
export function tidyDesk({ client, desk }: OpenSession): () => void {
  return client.view.subscribe((now, before) => {
    if (now.files !== before.files) desk.setState((state) => withFiles(state, now.files));
    // The first page that a run makes in an empty playground is opened even before the pen is followed there.
    if (now.run !== before.run && isRunning(now.run) && !isRunning(before.run)) desk.setState({ refusal: null });
  });
}
