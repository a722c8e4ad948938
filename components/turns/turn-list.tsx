'use client';

import { useEffect, useRef, useState } from 'react';
import './turns.css';
import { ForkedFrom } from '../replay/forked-from.tsx';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import type { RaceView } from '../../lib/live/race-view.ts';
import type { TurnView } from '../../lib/live/session-view.ts';
import { RaceTurn } from '../race/race-turn.tsx';
import { useView } from '../workspace/session-context.tsx';
import { Turn } from './turn.tsx';
import { useTurns } from './use-turns.ts';

/** What was asked so far, latest last, as in a conversation. */
export function TurnList() {
  const turns = useTurns();
  const [isOpen, setIsOpen] = useState(true);
  const end = useRef<HTMLDivElement>(null);
  const races = useView((view) => view.races);
  const count = turns.length + races.length;

  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);

  return (
    <section aria-label={words.turns.heading} className="flex min-h-0 flex-1 flex-col border-t border-line">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex h-9 w-full items-center justify-between pr-2.5 pl-4 text-12 font-medium text-muted -outline-offset-2 hover:text-text"
        >
          {words.turns.heading}
          <Icon name="chevron" className={isOpen ? 'rotate-90' : ''} />
        </button>
      </h2>
      {isOpen ? (
        <div className="min-h-0 flex-1 overflow-y-auto pb-3">
          <ForkedFrom className="px-4 pb-1 panes:hidden" />
          {count === 0 ? <p className="px-4 text-13 text-faint">{words.turns.empty}</p> : null}
          <ol>
            {inOrder(turns, races).map((item) =>
              'raceId' in item ? (
                <RaceTurn key={item.raceId} race={item} />
              ) : (
                <Turn
                  key={item.runId}
                  turn={item}
                  race={races.find(({ over }) => over?.kept === item.runId) ?? null}
                  isLast={item === turns.at(-1)}
                />
              ),
            )}
          </ol>
          <div ref={end} />
        </div>
      ) : null}
    </section>
  );
}

/** Runs, and between them the races of which none came. */
function inOrder(turns: readonly TurnView[], races: readonly RaceView[]): readonly (TurnView | RaceView)[] {
  const others = races.filter(({ over }) => (over?.kept ?? null) === null);
  return others.length === 0
    ? turns
    : [...turns, ...others].toSorted((one, other) => one.startSequence - other.startSequence);
}
