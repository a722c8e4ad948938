'use client';

import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';

/** After Stop: what was written stays unless somebody says otherwise. Shown while that is open. */
export function StopChoice() {
  const { controls } = useSession();
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
