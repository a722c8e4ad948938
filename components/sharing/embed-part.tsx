'use client';

import { useState } from 'react';
import { Choice } from '../ui/choice.tsx';
import { words } from '../words.ts';
import { useView } from '../workspace/session-context.tsx';
import { CopyField } from './copy-field.tsx';
import { embedAddress, embedSnippet } from './embed-snippet.ts';
import type { EmbedWishes } from './embed-snippet.ts';

const say = words.sharing.embed;
const options = <Value extends string>(labels: Readonly<Record<Value, string>>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }));

/** The lines that put a session into another page, by what should be seen there. */
export function EmbedPart({ sessionId }: { readonly sessionId: string }) {
  const title = useView((view) => view.title) || words.untitled;
  const sequence = useView((view) => view.sequence);
  const [show, setShow] = useState<EmbedWishes['show']>('both');
  const [theme, setTheme] = useState<EmbedWishes['theme']>('auto');
  /** The moment at which "as it is now" was chosen. */
  const [at, setAt] = useState<number | null>(null);
  const address = embedAddress(`${window.location.origin}/embed/${sessionId}`, { show, at, theme });
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Choice label={say.show} value={show} options={options(say.shows)} onChange={setShow} />
        <Choice
          label={say.when}
          value={at === null ? 'live' : 'still'}
          options={options(say.whens)}
          onChange={(when) => setAt(when === 'live' ? null : sequence)}
        />
        <Choice label={say.theme} value={theme} options={options(say.themes)} onChange={setTheme} />
      </div>
      <CopyField label={say.code} value={embedSnippet(address, title)} hint={say.hint} />
      <a
        href={address}
        target="_blank"
        rel="noopener"
        className="w-fit rounded text-12 text-muted underline underline-offset-2 hover:text-text"
      >
        {say.look}
      </a>
    </div>
  );
}
