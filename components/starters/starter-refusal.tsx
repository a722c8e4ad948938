'use client';

import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { AccessCodeField } from '../models/access-code-field.tsx';
import { modelChoice } from '../models/model-choice.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import type { Starter } from './starter-list.ts';

interface StarterRefusalProps {
  readonly starter: Starter;
  /** Why the server did not make it, in plain words. */
  readonly text: string;
  readonly onAgain: () => void;
  readonly onDismiss: () => void;
}

/** Why a starter did not become a session, and what can be done: nothing of the page is lost. */
export function StarterRefusal({ starter, text, onAgain, onDismiss }: StarterRefusalProps) {
  const say = words.starters;
  const isCodeMissing = useStore(modelChoice, (choice) => choice.isCodeMissing);
  const wasCodeMissing = useRef(isCodeMissing);
  useEffect(() => {
    // Who has just given the code need not say again what they want.
    if (wasCodeMissing.current && !isCodeMissing) onAgain();
    wasCodeMissing.current = isCodeMissing;
  }, [isCodeMissing, onAgain]);
  return (
    <section
      role="alert"
      className="sticky bottom-4 z-10 mx-auto mt-4 w-full max-w-136 rounded-lg border border-line-strong bg-raised p-3 pl-4"
      style={{ boxShadow: 'var(--shadow)' }}
    >
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 py-1 text-13">
          <b className="font-medium">{say.refused(starter.title)}</b> {isCodeMissing ? null : text}
        </p>
        <IconButton icon="close" label={words.common.dismiss} onClick={onDismiss} />
      </div>
      <AccessCodeField />
      <div className="flex flex-wrap gap-2 pt-1">
        {isCodeMissing ? null : (
          <Button look="main" onClick={onAgain}>
            {say.again}
          </Button>
        )}
        <a
          href={`/starters/${starter.name}`}
          className="inline-flex h-8 items-center rounded-md border border-line-strong px-3 text-13 font-medium hover:bg-hover pointer-coarse:h-10"
        >
          {say.asDraft}
        </a>
      </div>
    </section>
  );
}
