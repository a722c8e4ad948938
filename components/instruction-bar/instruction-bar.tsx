'use client';

import { useStore } from 'zustand';
import { raceOn } from '../../lib/live/race-view.ts';
import { AccessCodeField } from '../models/access-code-field.tsx';
import { CodexSignIn } from '../models/codex-sign-in.tsx';
import { GoneModel } from '../models/gone-model.tsx';
import { LaneChoice } from '../models/lane-choice.tsx';
import { ModelButton } from '../models/model-button.tsx';
import { useIsOnOwnKey } from '../models/use-is-on-own-key.ts';
import { ChooseRacers } from '../race/choose-racers.tsx';
import { RaceBehind } from '../race/race-behind.tsx';
import { raceChoice } from '../race/race-choice.ts';
import { Failure } from '../run/failure.tsx';
import { HeldBack } from '../run/held-back.tsx';
import { RunStrip } from '../run/run-strip.tsx';
import { WatchedTurn } from '../run/watched-turn.tsx';
import { words } from '../words.ts';
import { describeRun } from '../run/describe-run.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { InstructionField } from './instruction-field.tsx';
import { isAskingToKeep } from './is-asking-to-keep.ts';
import { StopChoice } from './stop-choice.tsx';
import { Suggestions } from './suggestions.tsx';
import { Watching } from './watching.tsx';

/** Where a person says what they want, and sees what becomes of it. */
export function InstructionBar() {
  const { controls } = useSession();
  const canEdit = useView((view) => view.canEdit);
  const pending = useDesk((desk) => desk.pending);
  const settledRunId = useDesk((desk) => desk.settledRunId);
  const isAsking = useView((view) => isAskingToKeep(view, { settledRunId, pending }));
  const isRace = useView((view) => raceOn(view) !== null);
  const isRunning = useView((view) => describeRun(view.run, pending).isRunning);
  const isInSession = useView((view) => view.sessionId !== null);
  const isOwn = useIsOnOwnKey();
  const isNextRaced = useStore(raceChoice, (choice) => choice.isOn);
  return (
    <section
      aria-label={words.bar.region}
      className="flex flex-col gap-1 px-3 pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <RaceBehind />
      {isRace ? null : <Failure />}
      <HeldBack />
      <AccessCodeField isCovered={isInSession && isOwn} />
      <GoneModel />
      {canEdit && !isRace ? (
        <div className="for-editors">
          <Suggestions />
        </div>
      ) : null}
      <div className="flex min-h-8 items-center justify-between gap-x-3 max-panes:flex-wrap">
        <RunStrip />
        {canEdit && isAsking && !isRace ? <StopChoice /> : null}
        {canEdit && !isAsking && !isRace ? (
          <span className={`for-editors flex min-w-0 items-center gap-2 ${isRunning ? 'max-panes:hidden' : ''}`}>
            {isNextRaced && !isRunning ? null : <LaneChoice onSwitch={(lane) => void controls.switchLane(lane)} />}
            {isRunning ? null : (
              <>
                <CodexSignIn />
                {isNextRaced ? null : <ModelButton />}
                <ChooseRacers />
              </>
            )}
          </span>
        ) : null}
      </div>
      {canEdit ? (
        <div className="for-editors">
          <InstructionField />
        </div>
      ) : (
        <>
          <WatchedTurn />
          <Watching />
        </>
      )}
    </section>
  );
}
