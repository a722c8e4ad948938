'use client';

import { raceOn } from '../../lib/live/race-view.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { describeRace } from '../race/describe-racer.ts';
import { useReplayFeed } from '../replay/use-replay-feed.ts';
import { words } from '../words.ts';
import { useDesk, useView } from '../workspace/session-context.tsx';
import { ContextUse } from './context-use.tsx';
import { describeRun } from './describe-run.ts';
import { LaneNote } from './lane-note.tsx';
import { Progress } from './progress.tsx';
import { ProviderWait } from './provider-wait.tsx';
import { QueueWait } from './queue-wait.tsx';
import { RunReceipt } from './receipt.tsx';
import { useTokenUse } from './use-token-use.ts';

const dots = { quiet: 'bg-line-strong', live: 'bg-ember', problem: 'bg-problem' };
const tones = { quiet: 'text-muted', live: 'text-ember', problem: 'text-problem' };

/** One line on the run, always in its place: the state, then what can be told of it. */
export function RunStrip() {
  const run = useView((view) => view.run);
  const pending = useDesk((desk) => desk.pending);
  const lastReceipt = useView((view) => view.turns.at(-1)?.receipt ?? null);
  const lane = useView((view) => view.turns.at(-1)?.lane ?? null);
  const context = useView((view) => view.turns.at(-1)?.context ?? null);
  const tokenUse = useTokenUse();
  const isStarting = pending?.kind === 'run';
  // What is past waits for nobody: no clock runs.
  const isPast = useReplayFeed() !== null;
  const race = useView(raceOn);
  const appearance = race ? describeRace(race) : describeRun(run, pending);
  const isProgressing =
    isRunning(run) && ['writing', 'thinking', 'stopping', 'redirecting', 'paused'].includes(run.status);
  return (
    <div className="@container flex h-8 min-w-20 flex-1 items-center gap-3">
      <p
        role="status"
        aria-label={words.run.label}
        className={`flex max-w-full shrink-0 items-center gap-2 text-12 font-medium @max-md:shrink ${tones[appearance.tone]}`}
      >
        <span
          aria-hidden="true"
          className={`size-1.5 shrink-0 rounded-full ${dots[appearance.tone]} ${appearance.isLive ? 'animate-pulse' : ''}`}
        />
        <span className="truncate">
          {appearance.text}
          {run.status === 'connecting' && appearance.awaitsProvider && !isPast ? (
            <ProviderWait key={`${run.runId} ${run.attempt}`} />
          ) : null}
          {appearance.reason === null ? null : <span className="sr-only">: {appearance.reason}</span>}
        </span>
      </p>
      {appearance.isRunning && !isStarting && !race ? <LaneNote lane={lane} /> : null}
      {run.status === 'queued' && run.waitMs !== undefined && !isPast ? <QueueWait waitMs={run.waitMs} /> : null}
      {isProgressing ? <Progress /> : null}
      {!appearance.isRunning && lastReceipt && !race ? (
        <RunReceipt receipt={lastReceipt} lane={lane} tokenUse={isPast ? null : tokenUse} />
      ) : null}
      {context && !isStarting && !race ? <ContextUse context={context} /> : null}
    </div>
  );
}
