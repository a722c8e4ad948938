'use client';

import type { RaceView } from '../../lib/live/race-view.ts';
import { RaceFiguresList } from './race-figures-list.tsx';

/** A race of which nothing was kept, or that is still on, in the history. */
export function RaceTurn({ race }: { readonly race: RaceView }) {
  return (
    <li className="turn flex flex-col gap-2 px-4 py-2.5 not-first:border-t not-first:border-line">
      <div className="flex gap-2">
        <span
          aria-hidden="true"
          className={`mt-[7px] size-1.5 shrink-0 rounded-full ${race.isRacing ? 'bg-ember' : 'bg-line-strong'}`}
        />
        <p className="min-w-0 flex-1 text-13 leading-5 [overflow-wrap:anywhere] whitespace-pre-line">
          {race.instruction}
        </p>
      </div>
      <div className="pl-3.5">
        <RaceFiguresList race={race} keptReceipt={null} />
      </div>
    </li>
  );
}
