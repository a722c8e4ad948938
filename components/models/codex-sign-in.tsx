'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { words } from '../words.ts';
import { loadModels, modelChoice } from './model-choice.ts';

/** Who is signed in, as the server tells it. */
interface SignIn {
  readonly status: 'signed-out' | 'signing-in' | 'signed-in' | 'missing' | 'broken';
  readonly address?: string;
  readonly email?: string;
  readonly plan?: string;
  readonly failed?: boolean;
}

const say = words.models.codex;

/** While the person signs in elsewhere, this often it is looked whether they have. */
const lookAgainMs = 1_500;

/** The sign-in of the Codex on this machine, where whoever runs Flint has switched that on. */
export function CodexSignIn() {
  const hasCodex = useStore(modelChoice, (choice) => choice.hasCodex);
  const [isOpen, setIsOpen] = useState(false);
  const [state, setState] = useState<SignIn | null>(null);
  const status = state?.status;

  useEffect(() => {
    if (hasCodex) void ask().then(setState);
  }, [hasCodex]);
  useEffect(() => {
    if (!isOpen || status !== 'signing-in') return;
    const timer = setInterval(() => void ask().then(setState), lookAgainMs);
    return () => clearInterval(timer);
  }, [isOpen, status]);
  useEffect(() => {
    if (isOpen && (status === 'signed-in' || status === 'signed-out')) void loadModels();
  }, [isOpen, status]);

  if (!hasCodex) return null;
  const act = (action: 'sign-in' | 'cancel' | 'sign-out') => void ask(action).then(setState);
  return (
    <>
      <Button
        look="quiet"
        size="small"
        onClick={() => {
          setIsOpen(true);
          void ask().then(setState);
        }}
      >
        {status === 'signed-in' ? say.name : say.open}
      </Button>
      <Dialog
        label={say.title}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        className="w-[min(26rem,calc(100vw-2rem))]"
      >
        <div className="flex flex-col gap-3 p-5 text-13">
          <h2 className="text-15 font-medium">{say.title}</h2>
          <p role="status" className="text-muted [overflow-wrap:anywhere]">
            {state === null ? say.looking : told(state)}
          </p>
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            {status === 'signed-in' && state?.email ? (
              <Button look="quiet" onClick={() => act('sign-out')}>
                {say.signOut}
              </Button>
            ) : null}
            {status === 'signing-in' ? (
              <>
                <Button look="quiet" onClick={() => act('cancel')}>
                  {words.common.cancel}
                </Button>
                <a
                  href={state?.address}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex h-8 items-center rounded-md bg-text px-3 font-medium text-bg hover:bg-text/85 pointer-coarse:h-10"
                >
                  {say.goThere}
                </a>
              </>
            ) : null}
            {status === 'signed-out' ? (
              <Button look="main" onClick={() => act('sign-in')}>
                {say.signIn}
              </Button>
            ) : null}
            {status === 'missing' || status === 'broken' ? (
              <Button onClick={() => void ask().then(setState)}>{say.lookAgain}</Button>
            ) : null}
            {status === 'signed-in' ? <Button onClick={() => setIsOpen(false)}>{words.common.close}</Button> : null}
          </div>
        </div>
      </Dialog>
    </>
  );
}

function told({ status, email, plan, failed }: SignIn): string {
  switch (status) {
    case 'signed-in':
      return email ? say.signedInAs(email, plan) : say.signedIn;
    case 'signing-in':
      return say.signingIn;
    case 'signed-out':
      return failed ? say.failed : say.signedOut;
    default:
      return say[status];
  }
}

async function ask(action?: 'sign-in' | 'cancel' | 'sign-out'): Promise<SignIn> {
  const response = await fetch(
    '/api/codex',
    action && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action }) },
  ).catch(() => null);
  return response?.ok ? ((await response.json()) as SignIn) : { status: 'broken' };
}
