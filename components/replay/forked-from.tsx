'use client';

import { useEffect, useState } from 'react';
import type { SessionClient } from '../../lib/live/session-view.ts';
import type { SessionState } from '../../lib/session/session-state.ts';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';
import { linkToMoment } from './moment-address.ts';

/** The moment that a session was forked at. Its own log has it, also when the parent is gone. */
const moments = new WeakMap<SessionClient, Promise<SessionState | null>>();

/** Where a fork comes from, with the way there. */
export function ForkedFrom({ className }: { readonly className: string }) {
  const { client, isLive } = useSession();
  const parent = useView((view) => view.parent);
  const [moment, setMoment] = useState<SessionState | null>(null);
  useEffect(() => {
    if (!parent || !isLive) return;
    let isGone = false;
    const asked = moments.get(client) ?? client.stateAt(parent.sequence);
    moments.set(client, asked);
    void asked.then((state) => {
      if (!isGone) setMoment(state);
    });
    return () => {
      isGone = true;
    };
  }, [client, isLive, parent]);
  if (!parent) return null;
  return (
    <p className={`min-w-0 truncate text-12 text-faint ${className}`}>
      {words.replay.forkedFrom}{' '}
      <a
        href={linkToMoment('', parent.sessionId, parent.sequence)}
        className="text-muted underline decoration-line-strong underline-offset-2 hover:text-text"
      >
        {moment?.title || words.untitled}
      </a>
      {moment ? ` ${words.replay.forkedAt(moment.runs.length)}` : null}
    </p>
  );
}
