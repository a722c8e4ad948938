'use client';

import { isRunning } from '../../lib/session/run-machine.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';

/** In the place of the instruction, for who only watches: why it is not there, and what can be done instead. */
export function Watching() {
  const { replay } = useSession();
  const isOver = useView((view) => view.turns.length > 0 && !isRunning(view.run));
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <p className="text-13 text-muted">{words.bar.readOnly}</p>
      {isOver ? (
        <Button
          size="small"
          onClick={() => {
            replay?.enter();
            replay?.open.getState().feed?.play();
          }}
        >
          {words.replay.fromStart}
        </Button>
      ) : null}
    </div>
  );
}
