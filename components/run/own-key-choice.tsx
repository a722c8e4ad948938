'use client';

import { useState } from 'react';
import { useStore } from 'zustand';
import { ownKeys } from '../models/own-keys.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';

/** A way past a limit of somebody else's key: one's own. Once there is a new one, `onGo` asks with it. */
export function OwnKeyChoice({ onGo }: { readonly onGo: () => void }) {
  const { desk } = useSession();
  const keys = useStore(ownKeys, (state) => state.keys);
  const [before] = useState(keys);
  const isNew = keys !== before && Object.keys(keys).length > 0;
  return isNew ? (
    <Button size="small" onClick={onGo}>
      {words.models.keys.tryWithOwn}
    </Button>
  ) : (
    <Button look="quiet" size="small" onClick={() => desk.setState({ dialog: 'keys' })}>
      {words.models.keys.useOwn}
    </Button>
  );
}
