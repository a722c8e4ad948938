'use client';

import { isRunning } from '../../lib/session/run-machine.ts';
import { OtherModel } from '../models/other-model.tsx';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';

/** What can be done while the provider lets a run wait in its queue: nothing, or to ask another model. */
export function HeldBack() {
  const { client, controls } = useSession();
  const isQueued = useView((view) => view.run.status === 'queued');
  const canEdit = useView((view) => view.canEdit);
  const turn = useView((view) => view.turns.at(-1) ?? null);
  if (!isQueued || !canEdit || !turn) return null;

  async function askInstead(): Promise<void> {
    const instruction = client.view.getState().turns.at(-1)?.instructions.at(-1)?.text ?? '';
    await controls.stop();
    await untilOver(client.view);
    await controls.run(instruction);
  }

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-l-2 border-ember py-1 pl-3 text-13">
      <p className="min-w-48 flex-1 text-muted">{words.run.holdsBack(turn.model ?? words.run.theProvider)}</p>
      <OtherModel asked={turn.model} onChoose={() => void askInstead()} />
    </div>
  );
}

function untilOver(view: ReturnType<typeof useSession>['client']['view']): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isRunning(view.getState().run)) return;
      end();
      resolve();
    };
    const end = view.subscribe(look);
    queueMicrotask(look);
  });
}
