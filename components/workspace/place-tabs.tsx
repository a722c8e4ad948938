'use client';

import { words } from '../words.ts';
import { useDesk, useSession } from './session-context.tsx';

const places = ['code', 'preview', 'files'] as const;

/** In a narrow window: which of the panes is shown. */
export function PlaceTabs() {
  const { desk } = useSession();
  const place = useDesk((state) => state.place);
  return (
    <nav aria-label={words.places.label} className="flex shrink-0 border-b border-line px-1 panes:hidden">
      {places.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === place}
          onClick={() => desk.setState({ place: one })}
          className={`relative h-11 flex-1 text-13 font-medium -outline-offset-2 ${one === place ? 'text-text after:absolute after:inset-x-4 after:bottom-0 after:h-px after:bg-text' : 'text-muted'}`}
        >
          {words.places[one]}
        </button>
      ))}
    </nav>
  );
}
