'use client';

import { words } from '../words.ts';
import { ImportButton } from './import-button.tsx';

const say = words.sharing;
const formats = ['zip', 'html', 'gist', 'jsonl'] as const;
const places = ['stackblitz', 'codesandbox'] as const;

const button =
  'inline-flex h-8 shrink-0 items-center rounded-md border border-line-strong px-3 text-13 font-medium hover:bg-hover pointer-coarse:h-10';

/** The session as files, and in other places. */
export function TakeAlong({ sessionId }: { readonly sessionId: string }) {
  return (
    <div className="flex flex-col">
      <ul className="flex flex-col">
        {formats.map((format) => (
          <li key={format} className="flex items-center gap-3 border-t border-line py-2 first:border-0 first:pt-0">
            <Words {...say.formats[format]} />
            <a
              href={`/api/sessions/${sessionId}/export?format=${format}`}
              download
              aria-label={say.download(say.formats[format].name)}
              className={button}
            >
              {say.downloadShort}
            </a>
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-x-3 gap-y-2 border-t border-line py-2 max-panes:flex-wrap">
        <Words {...say.elsewhere} className="max-panes:basis-full" />
        {places.map((place) => (
          // A tab of its own, which knows nothing of this one.
          <a
            key={place}
            href={`/api/sessions/${sessionId}/open/${place}`}
            target="_blank"
            rel="noopener noreferrer"
            className={button}
          >
            {say.places[place]}
          </a>
        ))}
      </div>
      <div className="flex items-center gap-3 border-t border-line pt-2">
        <Words {...say.importing.entry} />
        <ImportButton className={button} />
      </div>
    </div>
  );
}

interface WordsProps {
  readonly name: string;
  readonly hint: string;
  readonly className?: string;
}

function Words({ name, hint, className = '' }: WordsProps) {
  return (
    <span className={`min-w-0 flex-1 ${className}`}>
      <span className="block text-13">{name}</span>
      <span className="block text-12 text-faint">{hint}</span>
    </span>
  );
}
