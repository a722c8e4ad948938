'use client';

import { useState } from 'react';
import { makeSession } from '../../lib/live/make-session.ts';
import { accessCode, refuseAccessCode } from '../models/model-choice.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { keepEditToken } from '../workspace/edit-token.ts';
import { useSession, useView } from '../workspace/session-context.tsx';

interface ForkButtonProps {
  readonly label: string;
  readonly look: 'plain' | 'quiet';
}

/** Makes a session of one's own out of the moment that is shown, and goes there. */
export function ForkButton({ label, look }: ForkButtonProps) {
  const { client } = useSession();
  const isDraft = useView((view) => view.sessionId === null);
  const [isBusy, setBusy] = useState(false);

  async function fork(): Promise<void> {
    const { sessionId, sequence } = client.view.getState();
    if (sessionId === null) return;
    setBusy(true);
    const outcome = await makeSession({ of: { forkOf: { sessionId, sequence } }, accessCode: accessCode() });
    if (outcome.status === 'done') {
      keepEditToken(outcome.sessionId, outcome.editToken);
      window.location.assign(`/s/${outcome.sessionId}`);
      return;
    }
    setBusy(false);
    if (outcome.code === 'access-code-needed') refuseAccessCode();
    client.notify({ tone: 'problem', text: outcome.text });
  }

  return (
    <Button
      size="small"
      look={look}
      aria-label={label}
      title={words.replay.forkHint}
      disabled={isDraft || isBusy}
      className="max-panes:px-1.5 pointer-coarse:h-9"
      onClick={() => void fork()}
    >
      <Icon name="fork" className="panes:hidden" />
      <span className="max-panes:sr-only">{label}</span>
    </Button>
  );
}
