'use client';

import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { isAskingToKeep } from './is-asking-to-keep.ts';

/** After Stop: what was written stays unless somebody says otherwise. */
export function StopChoice() {
  const { controls } = useSession();
  const settledRunId = useDesk((desk) => desk.settledRunId);
  const pending = useDesk((desk) => desk.pending);
  const isAsking = useView((view) => isAskingToKeep(view, { settledRunId, pending }));
  if (!isAsking) return null;
  return (
    <div role="group" aria-label={words.bar.kept} className="flex shrink-0 items-center gap-1.5">
      <Button size="small" onClick={controls.keep}>
        {words.bar.keep}
      </Button>
      <Button size="small" look="quiet" onClick={() => void controls.revert()}>
        {words.bar.revert}
      </Button>
    </div>
  );
}
