'use client';

import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';
import { openPlace, type FilePlace } from './open-place.ts';

/** A place in the session's files, to go to. Plain text when there is no such file. */
export function PlaceLink({ place, className = '' }: { readonly place: FilePlace; readonly className?: string }) {
  const session = useSession();
  const isThere = useView((view) => view.files.some((file) => file.path === place.path));
  const name = `${place.path}${place.line === null ? '' : `:${place.line}`}`;
  if (!isThere) return <span className={`text-faint ${className}`}>{name}</span>;
  return (
    <button
      type="button"
      title={words.console.goTo(name)}
      onClick={() => openPlace(session, place)}
      className={`rounded-xs text-faint underline decoration-line-strong underline-offset-2 hover:text-text hover:decoration-current ${className}`}
    >
      {name}
    </button>
  );
}
