'use client';

import { words } from '../words.ts';

const say = words.sharing;
const formats = ['zip', 'jsonl'] as const;

/** The session as files. */
export function TakeAlong({ sessionId }: { readonly sessionId: string }) {
  return (
    <ul className="flex flex-col">
      {formats.map((format) => (
        <li key={format} className="flex items-center gap-3 border-line py-2 not-first:border-t">
          <span className="min-w-0 flex-1">
            <span className="block text-13">{say.formats[format].name}</span>
            <span className="block text-12 text-faint">{say.formats[format].hint}</span>
          </span>
          <a
            href={`/api/sessions/${sessionId}/export?format=${format}`}
            download
            aria-label={say.download(say.formats[format].name)}
            className="inline-flex h-8 items-center rounded-md border border-line-strong px-3 text-13 font-medium hover:bg-hover pointer-coarse:h-10"
          >
            {say.downloadShort}
          </a>
        </li>
      ))}
    </ul>
  );
}
