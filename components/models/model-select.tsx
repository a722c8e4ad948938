'use client';

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { words } from '../words.ts';
import { chooseModel, loadModels, modelChoice } from './model-choice.ts';

/** Which model is asked, and for Demo how fast it writes. */
export function ModelSelect() {
  const { offered, usual: usualOf, lane, chosen } = useStore(modelChoice);
  const usual = usualOf[lane === 'deep' ? 'deep' : 'fast'];
  useEffect(() => {
    void loadModels();
  }, []);
  if (offered.length < 2) return null;
  const providers = [...new Set(offered.map(({ providerName }) => providerName))];
  return (
    <select
      aria-label={words.models.label}
      value={chosen ?? usual ?? ''}
      onChange={(event) => chooseModel(event.target.value === usual ? null : event.target.value)}
      className="h-7 max-w-44 min-w-12 truncate rounded-md bg-transparent max-panes:max-w-24 pointer-coarse:h-9 text-12 text-muted hover:text-text"
    >
      {providers.map((provider) => (
        <optgroup key={provider} label={provider === 'Demo' ? words.models.demo : provider}>
          {offered
            .filter(({ providerName }) => providerName === provider)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}
