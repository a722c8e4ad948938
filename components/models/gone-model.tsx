'use client';

import { useStore } from 'zustand';
import { words } from '../words.ts';
import { modelChoice } from './model-choice.ts';

/** The model that was chosen on an earlier visit is gone: said until another one is chosen. */
export function GoneModel() {
  const gone = useStore(modelChoice, (choice) => choice.gone);
  if (gone === null) return null;
  return (
    <p role="status" className="py-1 text-13 text-muted">
      {words.models.gone(gone.slice(gone.indexOf('/') + 1))}
    </p>
  );
}
