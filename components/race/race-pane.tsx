'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type RaceView, raceOn } from '../../lib/live/race-view.ts';
import { modelChoice } from '../models/model-choice.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';
import { racerName } from './describe-racer.ts';
import { listenToRaceKeys } from './race-keys.ts';
import { foldRace } from './race-fold.ts';
import { RacerColumn } from './racer-column.tsx';
import './race.css';

const say = words.race;

/** The race that is on, in the place of the code and the program: its models side by side. */
export function RacePane() {
  const session = useSession();
  const race = useView(raceOn);
  const canPick = useView((view) => view.canEdit);
  useEffect(() => listenToRaceKeys(session), [session]);
  if (!race || !session.isLive) return null;
  return <RaceStage key={race.raceId} race={race} canPick={canPick} />;
}

function RaceStage({ race, canPick }: { readonly race: RaceView; readonly canPick: boolean }) {
  const { client } = useSession();
  const offered = useStore(modelChoice, (choice) => choice.offered);
  const [shown, setShown] = useState(0);
  return (
    <section aria-label={say.region} className="pane-race" data-racers={race.racers.length}>
      <header className="flex min-h-9 shrink-0 items-center gap-3 border-b border-line px-3 text-13 max-panes:min-h-11">
        <h2 className="shrink-0 font-medium">{say.name}</h2>
        <p className="min-w-0 flex-1 truncate text-muted" title={race.instruction}>
          {race.instruction}
        </p>
        <Button size="small" look="quiet" className="max-panes:hidden" onClick={() => foldRace(race.raceId)}>
          {say.showFiles}
        </Button>
        {canPick && !race.isRacing ? (
          <Button size="small" onClick={() => void client.stopRun({ revert: true })}>
            {say.keepNone}
          </Button>
        ) : null}
      </header>
      <div role="tablist" aria-label={say.models} className="race-tabs">
        {race.racers.map((racer, index) => (
          <button
            key={racer.runId}
            type="button"
            role="tab"
            aria-selected={index === shown}
            aria-controls={`racer-${racer.runId}`}
            onClick={() => setShown(index)}
            className={`relative h-10 min-w-0 flex-1 truncate px-2 text-12 font-medium -outline-offset-2 ${index === shown ? 'text-text after:absolute after:inset-x-3 after:bottom-0 after:h-px after:bg-text' : 'text-muted'}`}
          >
            {racerName(racer, offered)}
          </button>
        ))}
      </div>
      <div className="race-grid">
        {race.racers.map((racer, index) => (
          <RacerColumn key={racer.runId} racer={racer} number={index + 1} isShown={index === shown} canPick={canPick} />
        ))}
      </div>
    </section>
  );
}
