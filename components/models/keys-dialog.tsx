'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../ui/dialog.tsx';
import { DialogHeader } from '../ui/dialog-header.tsx';
import { words } from '../words.ts';
import { useDesk, useSession } from '../workspace/session-context.tsx';
import { KeyRow } from './key-row.tsx';
import { loadModels, modelChoice } from './model-choice.ts';
import { keyProviders, ownKeys } from './own-keys.ts';

const say = words.models.keys;

/** Where a person brings keys of their own, and takes them back. */
export function KeysDialog() {
  const { desk } = useSession();
  const isOpen = useDesk((state) => state.dialog === 'keys');
  const close = () => desk.setState({ dialog: null });
  return (
    <Dialog label={say.title} isOpen={isOpen} onClose={close}>
      <DialogHeader title={say.title} onClose={close} />
      <Keys />
    </Dialog>
  );
}

function Keys() {
  const { compatible } = useStore(modelChoice);
  const { keys } = useStore(ownKeys);
  const [isLooking, setLooking] = useState(false);
  useEffect(() => {
    let isStale = false;
    setLooking(true);
    void loadModels().then(() => isStale || setLooking(false));
    return () => {
      isStale = true;
    };
  }, [keys]);
  const shown = keyProviders.filter(
    (provider) => provider !== 'compatible' || compatible.takesAddress || compatible.isThere || keys.compatible,
  );
  return (
    <div className="flex flex-col gap-4 overflow-y-auto p-4">
      <p className="text-13 text-muted">{say.intro}</p>
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {shown.map((provider) => (
          <KeyRow
            key={provider}
            provider={provider}
            isLooking={isLooking}
            takesAddress={provider === 'compatible' && compatible.takesAddress}
          />
        ))}
      </ul>
    </div>
  );
}
