'use client';

import { useState } from 'react';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { CopyField } from './copy-field.tsx';

const say = words.sharing;

interface EditLinkProps {
  readonly client: SessionClient;
  readonly viewLink: string;
}

/** The link that hands over editing, and how to take it back. */
export function EditLink({ client, viewLink }: EditLinkProps) {
  const [token, setToken] = useState(() => client.editToken());
  if (token === null) return null;
  return (
    <div className="flex flex-col gap-2">
      <CopyField label={say.editLink} value={`${viewLink}#edit=${token}`} hint={say.editHint} isSecret />
      <Renewal client={client} onRenewed={() => setToken(client.editToken())} />
    </div>
  );
}

type Stage = { readonly at: 'rest' | 'asking' | 'making' | 'done' } | { readonly at: 'refused'; readonly text: string };

/** Withdrawing cannot be taken back, so it is said first what it does. */
function Renewal({ client, onRenewed }: { readonly client: SessionClient; readonly onRenewed: () => void }) {
  const [stage, setStage] = useState<Stage>({ at: 'rest' });
  async function renew(): Promise<void> {
    setStage({ at: 'making' });
    const outcome = await client.renewEditToken();
    if (outcome.status === 'done') onRenewed();
    setStage(outcome.status === 'done' ? { at: 'done' } : { at: 'refused', text: outcome.text });
  }
  if (stage.at === 'asking' || stage.at === 'making') {
    return (
      <div className="flex flex-col gap-2 border-l-2 border-line-strong pl-3">
        <p className="text-12 text-muted">{say.renewWhat}</p>
        <div className="flex gap-2">
          <Button autoFocus size="small" look="main" disabled={stage.at === 'making'} onClick={() => void renew()}>
            {say.renewYes}
          </Button>
          <Button size="small" look="quiet" disabled={stage.at === 'making'} onClick={() => setStage({ at: 'rest' })}>
            {words.common.cancel}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="small" onClick={() => setStage({ at: 'asking' })}>
        {say.renew}
      </Button>
      <p role="status" className={`text-12 ${stage.at === 'refused' ? 'text-problem' : 'text-faint'}`}>
        {stage.at === 'done' ? say.renewed : stage.at === 'refused' ? stage.text : ''}
      </p>
    </div>
  );
}
