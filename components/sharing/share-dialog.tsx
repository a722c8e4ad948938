'use client';

import { useState } from 'react';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { CopyField } from './copy-field.tsx';
import { EditLink } from './edit-link.tsx';
import { EmbedPart } from './embed-part.tsx';
import { QrCode } from './qr-code.tsx';
import { TakeAlong } from './take-along.tsx';

const say = words.sharing;
const parts = ['links', 'embed', 'export'] as const;

/** Everything by which a session leaves this page: links to watch and to edit, and files. */
export function ShareDialog() {
  const { desk } = useSession();
  const isOpen = useDesk((state) => state.dialog === 'share');
  return (
    <Dialog label={say.title} isOpen={isOpen} onClose={() => desk.setState({ dialog: null })}>
      <ShareParts />
    </Dialog>
  );
}

function ShareParts() {
  const { client, desk } = useSession();
  const sessionId = useView((view) => view.sessionId);
  const canEdit = useView((view) => view.canEdit);
  const [part, setPart] = useState<(typeof parts)[number]>('links');
  const origin = window.location.origin;
  const viewLink = `${origin}/s/${sessionId ?? ''}`;
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 className="mr-3 text-14 font-medium">{say.title}</h2>
        {parts.map((one) => (
          <Button
            key={one}
            size="small"
            look="quiet"
            aria-pressed={one === part}
            className={one === part ? 'bg-hover text-text' : ''}
            onClick={() => setPart(one)}
          >
            {say.parts[one]}
          </Button>
        ))}
        <span className="flex-1" />
        <IconButton icon="close" label={words.common.close} onClick={() => desk.setState({ dialog: null })} />
      </header>
      <div className="flex flex-col gap-5 overflow-y-auto p-4">
        {sessionId === null ? (
          <p className="text-13 text-muted">{say.draft}</p>
        ) : part === 'links' ? (
          <div className="flex items-start gap-4 max-panes:flex-col">
            <div className="flex w-full min-w-0 flex-1 flex-col gap-4">
              <CopyField label={say.viewLink} value={viewLink} hint={say.viewHint} />
              {canEdit ? <EditLink client={client} viewLink={viewLink} /> : null}
            </div>
            <figure className="flex shrink-0 flex-col items-center gap-1 max-panes:self-center">
              <QrCode text={viewLink} className="size-32 rounded-md" />
              <figcaption className="text-12 text-faint">{say.qr}</figcaption>
            </figure>
          </div>
        ) : part === 'embed' ? (
          <EmbedPart sessionId={sessionId} />
        ) : (
          <TakeAlong sessionId={sessionId} />
        )}
      </div>
    </>
  );
}
