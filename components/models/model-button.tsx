'use client';

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';
import { askedModel, loadModels, modelChoice } from './model-choice.ts';

/** Which model is asked next; opens the choice of another. */
export function ModelButton() {
  const { desk } = useSession();
  const offered = useStore(modelChoice, (choice) => choice.offered);
  const asked = useStore(modelChoice, askedModel);
  const name = offered.find(({ id }) => id === asked)?.name ?? asked?.slice(asked.indexOf('/') + 1);
  useEffect(() => {
    void loadModels();
  }, []);
  if (offered.length < 2) return null;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={words.models.pick.now(name ?? words.models.pick.automatic)}
      onClick={() => desk.setState({ dialog: 'models' })}
      className="flex h-7 max-w-44 min-w-12 items-center gap-1 rounded-md px-1.5 text-12 text-muted hover:bg-hover hover:text-text max-panes:max-w-28 pointer-coarse:h-9"
    >
      <span className="truncate">{name ?? words.models.pick.automatic}</span>
      <Icon name="down" className="-mr-0.5 rotate-180" />
    </button>
  );
}
