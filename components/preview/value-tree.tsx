'use client';

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { ShownPart, ShownValue } from '../../lib/preview/console-messages.ts';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import type { ConsoleState, OpenedValue } from './console-lines.ts';
import { StackText } from './stack-text.tsx';
import { ValueShort } from './value-short.tsx';

/** The console whose values these are, and how more of one is had. */
export interface ValueSource {
  readonly store: StoreApi<ConsoleState>;
  /** Opens the value, or asks for what comes next in it; closes it when it is open and `more` is not asked for. */
  readonly toggle: (way: string, value: ShownValue, more?: boolean) => void;
}

const context = createContext<ValueSource | null>(null);

export const ValueSourceProvider = context.Provider;

function useValue(way: string): { readonly opened: OpenedValue | undefined; readonly toggle: ValueSource['toggle'] } {
  const source = useContext(context);
  if (!source) throw new Error('There is no console around this value.');
  const opened = useStore(source.store, (state) => state.opened.get(way));
  return { opened, toggle: source.toggle };
}

/** A value that can be opened, or one that has nothing in it. What is in it stands below: see `ValueParts`. */
export function ValueHead({
  value,
  way,
  isInside = false,
}: {
  readonly value: ShownValue;
  /** The way to it: the line, and the keys from there. */
  readonly way: string;
  readonly isInside?: boolean;
}) {
  const { opened, toggle } = useValue(way);
  if (value.type === 'stack') return <StackText text={value.text} />;
  if (value.id === undefined) return <ValueShort value={value} isInside={isInside} />;
  if (value.type === 'getter') {
    const answer = opened?.status === 'open' ? opened.parts[0]?.value : undefined;
    if (answer) return <ValueHead value={answer} way={`${way}/()`} isInside />;
    return (
      <button
        type="button"
        title={words.console.askGetter}
        aria-label={words.console.askGetter}
        onClick={() => toggle(way, value)}
        className="rounded-xs text-faint hover:text-text"
      >
        {value.text}
      </button>
    );
  }
  const isOpen = opened !== undefined;
  const act = () => toggle(way, value);
  return (
    // Not a button element: a long value goes on in the next line, as text does.
    <span
      role="button"
      tabIndex={0}
      aria-expanded={isOpen}
      onClick={act}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        act();
      }}
      className="value-head"
    >
      <Icon name="chevron" className={`value-chevron ${isOpen ? 'rotate-90' : ''}`} />
      <ValueShort value={value} isInside={isInside} />
    </span>
  );
}

/** What is in an opened value, each part with what is in it in turn. */
export function ValueParts({ value, way }: { readonly value: ShownValue; readonly way: string }) {
  const { opened, toggle } = useValue(way);
  if (value.type === 'getter') {
    const answer = opened?.status === 'open' ? opened.parts[0]?.value : undefined;
    return answer ? <ValueParts value={answer} way={`${way}/()`} /> : null;
  }
  if (!opened || value.id === undefined) return null;
  if (opened.status !== 'open') {
    return <p className="value-parts text-faint">{opened.status === 'gone' ? words.console.gone : '…'}</p>;
  }
  const left = opened.total - opened.parts.length;
  return (
    <ul className="value-parts">
      {opened.parts.map((part, index) => (
        <Part key={index} part={part} way={`${way}/${index}`} />
      ))}
      {opened.total === 0 ? <li className="text-faint">{words.console.nothingInside}</li> : null}
      {left > 0 ? (
        <li>
          <button
            type="button"
            onClick={() => toggle(way, value, true)}
            className="rounded-xs text-muted underline decoration-line-strong underline-offset-2 hover:text-text"
          >
            {words.console.more(left)}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function Part({ part: { key, value, isDim }, way }: { readonly part: ShownPart; readonly way: string }) {
  return (
    <li>
      {key === null ? null : <span className={isDim ? 'text-faint' : 'text-muted'}>{key}: </span>}
      <ValueHead value={value} way={way} isInside />
      <ValueParts value={value} way={way} />
    </li>
  );
}
