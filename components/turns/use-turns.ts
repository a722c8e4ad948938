import { startTransition, useEffect, useState } from 'react';
import type { TurnView } from '../../lib/live/session-view.ts';
import { useSession } from '../workspace/session-context.tsx';

/** Who drags through the past rests this long where they want to look. */
const restMs = 150;

/**
 * The runs of the session, for a list of them. Hundreds come and go as somebody drags through the past: the code is not
 * to wait for them, so they follow when the hand rests.
 */
export function useTurns(): readonly TurnView[] {
  const { client } = useSession();
  const [turns, setTurns] = useState(() => client.view.getState().turns);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      startTransition(() => setTurns(client.view.getState().turns));
    };
    const ends = [
      client.listenToLeaps(() => {
        clearTimeout(timer);
        timer = setTimeout(show, restMs);
      }),
      client.view.subscribe((now, before) => {
        if (now.turns !== before.turns && timer === undefined) show();
      }),
      () => clearTimeout(timer),
    ];
    show();
    return () => {
      for (const end of ends) end();
    };
  }, [client]);

  return turns;
}
