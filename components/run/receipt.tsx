'use client';

import { useId, useState } from 'react';
import type { TurnView } from '../../lib/live/session-view.ts';
import type { Receipt } from '../../lib/session/session-event.ts';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { describeLane } from './lane-note.tsx';
import { formatCount, formatDuration } from './format.ts';
import type { TokenUse } from './use-token-use.ts';

/** What a finished run cost and gave: one line, and all of it on demand. */
export function RunReceipt({
  receipt,
  lane,
  tokenUse,
}: {
  readonly receipt: Receipt;
  readonly lane: TurnView['lane'];
  readonly tokenUse: TokenUse | null;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <section
      aria-label={words.receipt.label}
      className="relative flex min-w-0 items-center gap-1"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setIsOpen(false);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
      }}
    >
      <p className="flex h-5 min-w-0 flex-wrap gap-x-4 overflow-hidden text-12 leading-5 whitespace-nowrap text-muted">
        {shortParts(receipt, describeLane(lane), tokenUse).map(({ value, unit, when }) => (
          <span key={unit || value} className={when}>
            <span className="numbers text-text">{value}</span> {unit}{' '}
          </span>
        ))}
      </p>
      <IconButton
        icon="down"
        label={words.receipt.more}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        iconClassName={isOpen ? '' : 'rotate-180'}
      />
      <dl
        id={id}
        hidden={!isOpen}
        tabIndex={-1}
        className="absolute bottom-full left-0 z-20 mb-2 grid w-[min(19rem,calc(100vw-6.5rem))] grid-cols-[auto_1fr] gap-x-6 gap-y-1 rounded-lg border border-line-strong bg-raised p-3 text-12 [&[hidden]]:hidden"
        style={{ boxShadow: 'var(--shadow)' }}
      >
        {rows(receipt, describeLane(lane), tokenUse).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="whitespace-nowrap text-muted">{name}</dt>
            <dd className="numbers text-right [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The most telling first; the others where there is room. */
function shortParts(
  receipt: Receipt,
  lane: string | null,
  tokenUse: TokenUse | null,
): { readonly value: string; readonly unit: string; readonly when: string }[] {
  const { tokensPerSecond, timeToFirstTokenMs } = receipt;
  return [
    ...(tokensPerSecond === null
      ? []
      : [
          {
            value: formatCount(tokensPerSecond),
            unit: words.run.tokensPerSecond,
            when: 'hidden @min-[12.5rem]:inline',
          },
        ]),
    { value: formatCount(receipt.tokens), unit: words.run.tokens, when: 'hidden @min-[19rem]:inline' },
    ...(timeToFirstTokenMs === null
      ? []
      : [{ value: formatDuration(timeToFirstTokenMs), unit: words.run.toFirstToken, when: 'hidden @md:inline' }]),
    { value: formatDuration(receipt.durationMs), unit: words.run.inAll, when: 'hidden @xl:inline' },
    { value: receipt.model, unit: '', when: 'hidden @2xl:inline' },
    ...(lane === null ? [] : [{ value: lane, unit: '', when: 'hidden @3xl:inline' }]),
    ...(tokenUse?.session
      ? [{ value: ofTokens(tokenUse.session), unit: words.receipt.tokensToday, when: 'hidden @4xl:inline' }]
      : []),
  ];
}

function rows(receipt: Receipt, lane: string | null, tokenUse: TokenUse | null): [string, string][] {
  const say = words.receipt;
  return [
    [say.timeToFirstToken, receipt.timeToFirstTokenMs === null ? '–' : formatDuration(receipt.timeToFirstTokenMs)],
    [
      say.speed,
      receipt.tokensPerSecond === null ? '–' : `${formatCount(receipt.tokensPerSecond)} ${words.run.tokensPerSecond}`,
    ],
    [say.tokens, formatCount(receipt.tokens)],
    [say.duration, formatDuration(receipt.durationMs)],
    [say.model, `${receipt.provider}/${receipt.model}`],
    ...(lane === null ? [] : [[say.lane, lane] satisfies [string, string]]),
    ...tierRow(receipt),
    [say.afterStop, formatCount(receipt.tokensAfterStop)],
    ...(tokenUse?.session ? [[say.today, ofTokens(tokenUse.session)] satisfies [string, string]] : []),
    ...(tokenUse?.day ? [[say.todayInAll, say.percentUsed(tokenUse.day.usedPercent)] satisfies [string, string]] : []),
    ...(receipt.attempts > 1 ? [[say.attempts, formatCount(receipt.attempts)] satisfies [string, string]] : []),
  ];
}

function ofTokens({ usedTokens, limitTokens }: NonNullable<TokenUse['session']>): string {
  return words.receipt.ofTokens(formatCount(usedTokens), formatCount(limitTokens));
}

/** The tier that was given: providers drop the one that was asked for without a word. */
function tierRow({ tier, wantedTier }: Receipt): [string, string][] {
  const say = words.receipt;
  if (tier === null) return wantedTier === undefined ? [] : [[say.tier, say.tierUntold(wantedTier)]];
  const isAsWanted = wantedTier === undefined || wantedTier === tier || wantedTier === 'auto';
  return [[say.tier, isAsWanted ? tier : say.tierInstead(tier, wantedTier)]];
}
