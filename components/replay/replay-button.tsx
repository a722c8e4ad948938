'use client';

import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';
import { useReplayFeed } from './use-replay-feed.ts';

/** Into the session's past, and back. */
export function ReplayButton() {
  const { replay } = useSession();
  const isDraft = useView((view) => view.sessionId === null);
  const feed = useReplayFeed();
  return (
    <Button
      size="small"
      look="quiet"
      aria-label={words.replay.enter}
      aria-pressed={feed !== null}
      disabled={isDraft}
      className={`max-panes:px-1.5 pointer-coarse:h-9 ${feed ? 'bg-hover text-text' : ''}`}
      onClick={() => (feed ? replay?.leave() : replay?.enter())}
    >
      <Icon name="replay" className="panes:hidden" />
      <span className="max-panes:sr-only">{words.replay.enter}</span>
    </Button>
  );
}
