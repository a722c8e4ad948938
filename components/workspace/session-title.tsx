'use client';

import { useState } from 'react';
import { useReplayFeed } from '../replay/use-replay-feed.ts';
import { words } from '../words.ts';
import { useSession, useView } from './session-context.tsx';

/** The session's title, renamed where it stands. */
export function SessionTitle() {
  const { client } = useSession();
  const title = useView((view) => view.title);
  const canEdit = useView((view) => view.canEdit);
  const isDraft = useView((view) => view.connection === 'draft');
  const isPast = useReplayFeed() !== null;
  const [edited, setEdited] = useState<string | null>(null);
  const shown = title || words.untitled;
  if (!canEdit || isDraft) {
    return (
      <h1 className="min-w-0 truncate px-2 text-13 font-medium">
        {shown}
        {canEdit ? null : (
          <span className="ml-2 font-normal text-faint">{isPast ? words.replay.enter : words.top.watching}</span>
        )}
      </h1>
    );
  }
  return (
    <h1 className="flex min-w-0 text-13 font-medium">
      {edited === null ? (
        <button
          type="button"
          title={words.top.title}
          onClick={() => setEdited(title)}
          className="h-7 min-w-0 truncate rounded-md px-2 hover:bg-hover"
        >
          {shown}
        </button>
      ) : (
        <input
          autoFocus
          aria-label={words.top.title}
          value={edited}
          maxLength={120}
          onChange={(event) => setEdited(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={() => {
            if (edited.trim() !== title) void client.renameSession(edited.trim());
            setEdited(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') {
              event.stopPropagation();
              setEdited(null);
            }
          }}
          className="h-7 w-56 min-w-0 rounded-md border border-faint bg-raised px-2 outline-none"
        />
      )}
    </h1>
  );
}
