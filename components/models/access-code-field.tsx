'use client';

import { useStore } from 'zustand';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { giveAccessCode, modelChoice } from './model-choice.ts';

/** Asks for the code that whoever runs this server handed out, unless what is done needs none: it `isCovered`. */
export function AccessCodeField({ isCovered = false }: { readonly isCovered?: boolean }) {
  const isCodeMissing = useStore(modelChoice, (choice) => choice.isCodeMissing);
  if (!isCodeMissing || isCovered) return null;
  return (
    <form
      className="flex flex-wrap items-center gap-2 py-1 text-13"
      onSubmit={(event) => {
        event.preventDefault();
        const code = new FormData(event.currentTarget).get('code');
        if (typeof code === 'string' && code.trim() !== '') giveAccessCode(code.trim());
      }}
    >
      <label htmlFor="access-code" className="text-muted">
        {words.models.codeLabel}
      </label>
      <input
        id="access-code"
        name="code"
        type="password"
        autoComplete="off"
        className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-transparent px-2"
      />
      <Button type="submit">{words.models.codeButton}</Button>
    </form>
  );
}
