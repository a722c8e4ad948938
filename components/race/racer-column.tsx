'use client';

import { useState } from 'react';
import { useStore } from 'zustand';
import type { RacerView } from '../../lib/live/race-view.ts';
import type { Receipt } from '../../lib/session/session-event.ts';
import { describeFailure } from '../../lib/session/words.ts';
import { modelChoice } from '../models/model-choice.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';
import { describeRacer, racerName } from './describe-racer.ts';
import { RacerCode } from './racer-code.tsx';
import { RacerFigures } from './racer-figures.tsx';
import { RacerPreview } from './racer-preview.tsx';
import { useLane } from './use-lane.ts';

const say = words.race;
const dots = { quiet: 'bg-line-strong', live: 'bg-ember', problem: 'bg-problem' };
const tones = { quiet: 'text-muted', live: 'text-ember', problem: 'text-problem' };

interface RacerColumnProps {
  readonly racer: RacerView;
  /** Its place in the race, from 1: the key that keeps it. */
  readonly number: number;
  /** Whether a narrow window, which shows one at a time, shows this one. */
  readonly isShown: boolean;
  readonly canPick: boolean;
}

/** One model of a race: its program or its code, how far it is, and the button that keeps it. */
export function RacerColumn({ racer, number, isShown, canPick }: RacerColumnProps) {
  const { controls } = useSession();
  const offered = useStore(modelChoice, (choice) => choice.offered);
  const [showsCode, setShowsCode] = useState(false);
  const lane = useLane(racer.runId);
  const name = racerName(racer, offered);
  const appearance = describeRacer(racer);
  const canKeep = racer.hasWritten || appearance.isRunning;
  return (
    <section
      id={`racer-${racer.runId}`}
      aria-label={name}
      data-shown={isShown ? '' : undefined}
      data-outcome={racer.outcome ?? 'running'}
      className="racer"
    >
      <header className="flex flex-col gap-0.5 border-b border-line px-3 py-1.5">
        <div className="flex min-w-0 items-center gap-2">
          <span
            aria-hidden="true"
            className={`size-1.5 shrink-0 rounded-full ${dots[appearance.tone]} ${appearance.isLive ? 'animate-pulse' : ''}`}
          />
          <h3 className="min-w-0 truncate text-13 font-medium" title={racer.asked}>
            {name}
          </h3>
          <span aria-live="polite" className={`shrink-0 text-12 ${tones[appearance.tone]}`}>
            <span className="sr-only">{name}: </span>
            {appearance.text}
          </span>
          <span className="flex-1" />
          <Button
            size="small"
            look="quiet"
            aria-pressed={showsCode}
            aria-label={say.showCodeOf(name)}
            onClick={() => setShowsCode(!showsCode)}
          >
            {showsCode ? say.preview : say.code}
          </Button>
          {canPick ? (
            <Button
              size="small"
              look="main"
              disabled={!canKeep}
              aria-label={say.keepThis(name)}
              aria-keyshortcuts={String(number)}
              onClick={() => void controls.pickRacer(racer.runId)}
            >
              {say.keep}
              <span aria-hidden="true" className="-mr-0.5 opacity-60 max-panes:hidden">
                {number}
              </span>
            </Button>
          ) : null}
        </div>
        <div className="@container flex min-h-5 min-w-0 items-center">
          <RacerFigures runId={racer.runId} />
        </div>
        {racer.receipt ? <RacerReceipt receipt={racer.receipt} asked={racer.asked} name={name} /> : null}
      </header>
      {racer.failure ? <RacerFailure failure={racer.failure} /> : null}
      <div className="relative min-h-0 flex-1 overflow-hidden bg-surface">
        {lane === null ? null : showsCode ? (
          <RacerCode lane={lane} runId={racer.runId} name={name} />
        ) : (
          <RacerPreview lane={lane} title={say.previewOf(name)} />
        )}
      </div>
    </section>
  );
}

/** What the ticking numbers do not say: who really answered, and whether anything came after Stop. */
function RacerReceipt({
  receipt,
  asked,
  name,
}: {
  readonly receipt: Receipt;
  readonly asked: string;
  readonly name: string;
}) {
  const { provider, model, tier, wantedTier, tokensAfterStop, attempts } = receipt;
  const parts = [
    model === '' || `${provider}/${model}` === asked ? '' : say.answeredBy(model),
    tier === null || wantedTier === undefined ? '' : say.tier(tier),
    tokensAfterStop > 0 ? say.afterStop(tokensAfterStop) : '',
    attempts > 1 ? say.attempts(attempts) : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return null;
  return (
    <p role="group" aria-label={say.receiptOf(name)} className="truncate text-12 leading-5 text-faint">
      {parts.join(' · ')}
    </p>
  );
}

function RacerFailure({ failure }: { readonly failure: NonNullable<RacerView['failure']> }) {
  const { title, text } = describeFailure(failure);
  return (
    <p className="border-b border-line bg-[var(--problem-soft)] px-3 py-2 text-12">
      <strong className="font-medium text-problem">{title}.</strong> <span className="text-muted">{text}</span>
    </p>
  );
}
