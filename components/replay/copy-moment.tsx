'use client';

import type { ReplayFeed } from '../../lib/live/replay-feed.ts';
import { copyText } from '../sharing/copy-text.ts';
import { useCopied } from '../sharing/use-copied.ts';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useView } from '../workspace/session-context.tsx';
import { linkToMoment } from './moment-address.ts';

/** Copies the link that opens the session at the moment that is shown. */
export function CopyMoment({ feed }: { readonly feed: ReplayFeed }) {
  const sessionId = useView((view) => view.sessionId);
  const [isCopied, setCopied] = useCopied();
  return (
    <>
      <IconButton
        icon={isCopied ? 'check' : 'link'}
        label={isCopied ? words.common.copied : words.replay.copyLink}
        onClick={() => {
          const link = linkToMoment(window.location.origin, sessionId ?? '', feed.view.getState().sequence);
          void copyText(link, null).then(setCopied);
        }}
      />
      <span role="status" className="sr-only">
        {isCopied ? words.common.copied : ''}
      </span>
    </>
  );
}
