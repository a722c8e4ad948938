'use client';

import { useStore } from 'zustand';
import { words } from '../words.ts';
import { chooseModel, modelChoice } from './model-choice.ts';

/** Another model than `asked` (`provider/model` or the model's own id), for this run and from now on. */
export function OtherModel({ asked, onChoose }: { readonly asked: string | null; readonly onChoose: () => void }) {
  const offered = useStore(modelChoice, (choice) => choice.offered);
  const others = offered.filter(({ id }) => id !== asked && id.slice(id.indexOf('/') + 1) !== asked);
  if (others.length === 0) return null;
  return (
    <select
      aria-label={words.run.otherModel}
      value=""
      onChange={(event) => {
        chooseModel(event.target.value);
        onChoose();
      }}
      className="h-6 max-w-40 min-w-0 truncate rounded-md border border-line-strong bg-transparent px-1 text-12 text-text pointer-coarse:h-8"
    >
      <option value="" disabled>
        {words.run.otherModel}
      </option>
      {others.map(({ id, name, providerName }) => (
        <option key={id} value={id}>
          {providerName === 'Demo' ? words.models.demo.split(':')[0] : providerName}: {name}
        </option>
      ))}
    </select>
  );
}
