'use client';

import { useStore } from 'zustand';
import type { RaceView, RacerView } from '../../lib/live/race-view.ts';
import type { Receipt } from '../../lib/session/session-event.ts';
import { describeFailure } from '../../lib/session/words.ts';
import { modelChoice } from '../models/model-choice.ts';
import { formatCount, formatDuration } from '../run/format.ts';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { racerName } from './describe-racer.ts';

const say = words.race;

/** Who ran in a race, each one's figures, and who was kept. `keptReceipt` is of the run that the kept one became. */
export function RaceFiguresList({
  race,
  keptReceipt,
}: {
  readonly race: RaceView;
  readonly keptReceipt: Receipt | null;
}) {
  const offered = useStore(modelChoice, (choice) => choice.offered);
  return (
    <div className="flex flex-col gap-1 text-12">
      <p className="text-muted">{say.ran(race.racers.length)}</p>
      <ul aria-label={say.ran(race.racers.length)} className="flex flex-col gap-1">
        {race.racers.map((racer) => {
          const isKept = race.over?.kept === racer.runId;
          return (
            <li key={racer.runId} className="flex flex-col">
              <span className={`flex min-w-0 items-center gap-1.5 ${isKept ? 'text-text' : 'text-muted'}`}>
                <span className="min-w-0 truncate" title={racer.asked}>
                  {racerName(racer, offered)}
                </span>
                {isKept ? (
                  <span className="flex shrink-0 items-center gap-0.5 font-medium">
                    <Icon name="check" className="size-3.5" />
                    {say.kept}
                  </span>
                ) : null}
              </span>
              <span className="numbers text-faint">{figures(racer, isKept ? keptReceipt : racer.receipt, isKept)}</span>
            </li>
          );
        })}
      </ul>
      {race.over && race.over.kept === null ? <p className="text-faint">{say.noneKept}</p> : null}
    </div>
  );
}

function figures({ failure, outcome }: RacerView, receipt: Receipt | null, isKept: boolean): string {
  const parts = receipt
    ? [
        ...(receipt.tokensPerSecond === null
          ? []
          : [`${formatCount(receipt.tokensPerSecond)} ${words.run.tokensPerSecond}`]),
        `${formatCount(receipt.tokens)} ${words.run.tokens}`,
        formatDuration(receipt.durationMs),
      ]
    : [];
  const end = failure ? describeFailure(failure).title : outcome && !isKept ? words.turns.status[outcome] : null;
  return [...(end ? [end] : []), ...parts].join(' · ');
}
