'use client';

import { useState } from 'react';
import type { NoticeView } from '../../lib/live/session-view.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession, useView } from './session-context.tsx';

/** What a person should know, until they put it away. */
export function Notices() {
  const notices = useView((view) => view.notices);
  const connection = useView((view) => view.connection);
  const canEdit = useView((view) => view.canEdit);
  return (
    <div
      aria-live="polite"
      className="notices pointer-events-none absolute inset-x-3 top-2 z-30 flex flex-col items-center gap-2"
    >
      {connection === 'reconnecting' || connection === 'offline' ? (
        <p className="notice away border-line-strong text-muted">
          <span aria-hidden="true" className="size-1.5 shrink-0 animate-pulse rounded-full bg-muted" />
          {words.connection[connection]} {words.connection.kept(canEdit)}
        </p>
      ) : null}
      {notices.map((notice) => (
        <Notice key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Notice({ notice }: { readonly notice: NoticeView }) {
  const { client } = useSession();
  const [isCopied, setIsCopied] = useState(false);
  const { rescued } = notice;
  return (
    <div className={`notice ${notice.tone === 'problem' ? 'border-problem' : 'border-line-strong'}`}>
      <p className="min-w-0 flex-1">{notice.text}</p>
      {rescued === undefined ? null : (
        <Button size="small" onClick={() => void navigator.clipboard.writeText(rescued).then(() => setIsCopied(true))}>
          {isCopied ? words.common.copied : words.common.copy}
        </Button>
      )}
      <IconButton
        icon="close"
        label={words.common.dismiss}
        className="-mr-1 size-6"
        onClick={() => client.dismissNotice(notice.id)}
      />
    </div>
  );
}
