'use client';

import { useId, useState } from 'react';
import type { TurnView } from '../../lib/live/session-view.ts';
import { words } from '../words.ts';
import { formatCount } from './format.ts';

type Context = NonNullable<TurnView['context']>;

/** How many of those left out are listed. */
const listed = 8;

/** How full the model's context was: a quiet bar, and on demand what was in it and what was left out, and why. */
export function ContextUse({ context }: { readonly context: Context }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const say = words.context;
  const used = context.taskTokens + context.turnTokens + context.fileTokens;
  const share = Math.min(1, used / Math.max(1, context.limitTokens - context.answerTokens));
  const percent = Math.round(share * 100);
  return (
    <section
      aria-label={say.label}
      className="relative hidden shrink-0 items-center @[15rem]:flex"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setIsOpen(false);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`${say.used(percent)}${context.leftOutCount > 0 ? `, ${say.leftOut(context.leftOutCount)}` : ''}`}
        onClick={() => setIsOpen(!isOpen)}
        className="flex h-6 items-center gap-2 rounded-md px-1 text-12 text-muted hover:text-text"
      >
        <span aria-hidden="true" className="block h-[3px] w-10 overflow-hidden rounded-full bg-line-strong">
          <span className="block h-full bg-muted" style={{ width: `${Math.max(2, percent)}%` }} />
        </span>
        <span className="hidden @3xl:inline">
          {context.leftOutCount > 0 ? say.leftOut(context.leftOutCount) : say.used(percent)}
        </span>
      </button>
      <div
        id={id}
        hidden={!isOpen}
        tabIndex={-1}
        className="absolute bottom-full left-0 z-20 mb-2 w-[min(21rem,calc(100vw-6.5rem))] rounded-lg border border-line-strong bg-raised p-3 text-12 [&[hidden]]:hidden"
        style={{ boxShadow: 'var(--shadow)' }}
      >
        <p className="pb-2 font-medium">{context.isEstimated ? say.headingEstimated : say.heading}</p>
        <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1">
          {rows(context, used).map(([name, tokens]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="numbers text-right">{formatCount(tokens)}</dd>
            </div>
          ))}
        </dl>
        {context.leftOutCount > 0 ? <LeftOut context={context} /> : null}
      </div>
    </section>
  );
}

function LeftOut({ context }: { readonly context: Context }) {
  const say = words.context;
  const shown = context.leftOut.slice(0, listed);
  return (
    <>
      <p className="mt-3 border-t border-line pt-2 pb-1 font-medium">{say.leftOutHeading}</p>
      <ul className="flex flex-col gap-1">
        {shown.map(({ path, tokens, reason }) => (
          <li key={path} className="flex justify-between gap-4">
            <span className="min-w-0 truncate">{path}</span>
            <span className="shrink-0 text-muted">{say.reasons[reason](formatCount(tokens))}</span>
          </li>
        ))}
        {context.leftOutCount > shown.length ? (
          <li className="text-muted">{say.more(context.leftOutCount - shown.length)}</li>
        ) : null}
      </ul>
    </>
  );
}

function rows(context: Context, used: number): [string, number][] {
  const say = words.context;
  return [
    [say.files(context.files), context.fileTokens],
    [say.turns, context.turnTokens],
    [say.task, context.taskTokens],
    [say.answer, context.answerTokens],
    [say.free, Math.max(0, context.limitTokens - context.answerTokens - used)],
  ];
}
