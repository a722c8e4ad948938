'use client';

import type { SessionClient } from '../../lib/live/session-view.ts';
import { words } from '../words.ts';
import { CopyField } from './copy-field.tsx';

interface EditLinkProps {
  readonly client: SessionClient;
  readonly viewLink: string;
}

/** The link that hands over editing. */
export function EditLink({ client, viewLink }: EditLinkProps) {
  const token = client.editToken();
  if (token === null) return null;
  return (
    <CopyField
      label={words.sharing.editLink}
      value={`${viewLink}#edit=${token}`}
      hint={words.sharing.editHint}
      isSecret
    />
  );
}
