import { isRunning } from '../../lib/session/run-machine.ts';
import { withFiles } from './desk.ts';
import type { OpenSession } from './session-context.tsx';

/** Keeps the desk in step with the session: tabs of deleted files go, an old refusal is forgotten. Returns what ends it. */
export function tidyDesk({ client, desk }: OpenSession): () => void {
  return client.view.subscribe((now, before) => {
    if (now.files !== before.files) desk.setState((state) => withFiles(state, now.files));
    if (now.run !== before.run && isRunning(now.run) && !isRunning(before.run)) desk.setState({ refusal: null });
  });
}
