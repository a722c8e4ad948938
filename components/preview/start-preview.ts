import type { StoreApi } from 'zustand/vanilla';
import { systemClock } from '../../lib/base/clock.ts';
import type { RunState } from '../../lib/preview/frame-messages.ts';
import type { OpenSession } from '../workspace/session-context.tsx';
import type { ConsoleState } from './console-lines.ts';
import { driveAutoFix, startAutoFix } from './drive-auto-fix.ts';
import { createProblemKeeper } from './keep-problems.ts';
import type { PageHistory } from './page-history.ts';
import { noPreview, type PreviewHandle } from './preview-handle.ts';
import { type PreviewAppearance, runPreview, type RunningPreview } from './run-preview.ts';

interface Seen {
  readonly stage: HTMLElement;
  readonly console: StoreApi<ConsoleState>;
  readonly onAppearance: (appearance: PreviewAppearance) => void;
  readonly onState: (state: RunState | null) => void;
  readonly pages: StoreApi<PageHistory>;
  readonly onOpen: (url: string) => void;
}

/** Lets a session's program run in the workspace: with what is told of its problems, and what mends them by itself. */
export function startPreview({ client, desk, controls, problems, preview }: OpenSession, seen: Seen): RunningPreview {
  startAutoFix();
  const fixing = driveAutoFix({ clock: systemClock, client, problems, controls });
  const keeper = createProblemKeeper({ clock: systemClock, client, store: problems, onWell: fixing.well });
  let state: RunState | null = null;
  const running = runPreview({
    ...seen,
    client,
    desk,
    problems: keeper,
    onState(now) {
      state = now;
      seen.onState(now);
    },
  });
  const { restart, stop, takePicture } = running;
  Object.assign(preview, { restart, stop, takePicture, canStop: () => canStop(state) } satisfies PreviewHandle);
  return {
    ...running,
    close() {
      Object.assign(preview, noPreview());
      fixing.close();
      keeper.close();
      running.close();
    },
  };
}

/** Whether an engine runs something that it can end. */
export function canStop(state: RunState | null): boolean {
  return state === 'running' || state === 'waiting-for-input';
}
