'use client';

import { useId, useState } from 'react';
import type { Receipt } from '../../lib/session/session-event.ts';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { formatCount, formatDuration } from './format.ts';

/** What a finished run cost and gave: one line, and all of it on demand. */
export function RunReceipt({ receipt }: { readonly receipt: Receipt }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <section aria-label={words.receipt.label} className="relative flex min-w-0 items-center gap-1">
      <p className="min-w-0 truncate text-12 text-muted">
        {shortParts(receipt).map(({ value, unit }, index) => (
          <span key={unit || value}>
            {index > 0 ? <span className="px-1.5 text-line-strong">/</span> : null}
            <span className="numbers text-text">{value}</span> {unit}
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
        className="absolute bottom-full left-0 z-20 mb-2 grid w-64 grid-cols-[1fr_auto] gap-x-6 gap-y-1 rounded-lg border border-line-strong bg-raised p-3 text-12 [&[hidden]]:hidden"
        style={{ boxShadow: 'var(--shadow)' }}
      >
        {rows(receipt).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="numbers text-right [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function shortParts(receipt: Receipt): { value: string; unit: string }[] {
  const parts = [
    receipt.timeToFirstTokenMs === null
      ? null
      : { value: formatDuration(receipt.timeToFirstTokenMs), unit: words.run.toFirstToken },
    receipt.tokensPerSecond === null
      ? null
      : { value: formatCount(receipt.tokensPerSecond), unit: words.run.tokensPerSecond },
    { value: formatCount(receipt.tokens), unit: words.run.tokens },
    { value: formatDuration(receipt.durationMs), unit: '' },
    { value: receipt.model, unit: '' },
  ];
  return parts.filter((part) => part !== null);
}

function rows(receipt: Receipt): [string, string][] {
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
    ...(receipt.tier === null ? [] : [[say.tier, receipt.tier] satisfies [string, string]]),
    [say.afterStop, formatCount(receipt.tokensAfterStop)],
    ...(receipt.attempts > 1 ? [[say.attempts, formatCount(receipt.attempts)] satisfies [string, string]] : []),
  ];
}
