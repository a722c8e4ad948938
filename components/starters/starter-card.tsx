import type { MouseEvent } from 'react';
import { words } from '../words.ts';
import { type Starter, starterAddress } from './starter-list.ts';

const say = words.starters;

interface StarterCardProps {
  readonly starter: Starter;
  /** Whether a session is being made of it. */
  readonly isOpening: boolean;
  /** Among the first that are seen: its picture comes at once. */
  readonly isFirst: boolean;
  readonly onOpen: (starter: Starter) => void;
}

/** A starter in the gallery. Without a script, or in another tab, its link opens it as a draft. */
export function StarterCard({ starter, isOpening, isFirst, onOpen }: StarterCardProps) {
  const { name, title, says, kind } = starter;
  return (
    <li className="flex">
      <a
        href={`/starters/${name}`}
        aria-labelledby={`starter-${name}`}
        aria-describedby={`says-${name}`}
        aria-busy={isOpening}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          onOpen(starter);
        }}
        className="starter-card group flex w-full flex-col overflow-hidden rounded-lg border border-line bg-surface hover:border-line-strong"
      >
        <span className="starter-picture relative block aspect-[8/5] overflow-hidden border-b border-line bg-hover">
          <Picture starter={starter} isFirst={isFirst} />
          {isOpening ? (
            <span
              role="status"
              className="absolute inset-0 flex items-center justify-center bg-bg/80 text-13 font-medium"
            >
              {say.opening}
            </span>
          ) : null}
        </span>
        <span className="flex flex-1 flex-col gap-1 px-3.5 pt-3 pb-3.5">
          <span className="flex items-baseline justify-between gap-3">
            <span id={`starter-${name}`} className="min-w-0 truncate text-14 font-medium">
              {title}
            </span>
            <span className="shrink-0 text-12 text-faint">
              {kind === 'page' || kind === 'game' ? say.one[kind] : say.kinds[kind]}
            </span>
          </span>
          <span id={`says-${name}`} className="text-13 text-muted text-pretty">
            {says}
          </span>
        </span>
      </a>
    </li>
  );
}

/** What it looks like; the name and the sentence beside it say the rest. */
function Picture({ starter: { name, looks }, isFirst }: { readonly starter: Starter; readonly isFirst: boolean }) {
  const shared = {
    alt: '',
    width: 640,
    height: 400,
    loading: isFirst ? 'eager' : 'lazy',
    decoding: 'async',
  } as const;
  if (looks === 'one') return <img {...shared} src={starterAddress(name, 'picture.webp')} />;
  return (
    <>
      <img {...shared} className="only-light" src={starterAddress(name, 'picture.webp')} loading="lazy" />
      <img {...shared} className="only-dark" src={starterAddress(name, 'picture-dark.webp')} loading="lazy" />
    </>
  );
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
