'use client';

import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { ShownValue } from '../../lib/preview/console-messages.ts';
import { copyText } from '../sharing/copy-text.ts';
import { useCopied } from '../sharing/use-copied.ts';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { layout } from '../workspace/layout-memory.ts';
import { ConsoleList } from './console-list.tsx';
import { copyOfLines, emptyConsole, shownLines } from './console-lines.ts';
import type { ConsoleState, LevelFilter } from './console-lines.ts';
import { ValueSourceProvider } from './value-tree.tsx';
import './console.css';

const filters: readonly LevelFilter[] = ['all', 'error', 'warn', 'log', 'debug'];

interface ConsoleStripProps {
  readonly store: StoreApi<ConsoleState>;
  /** Opens or closes a value: see `ValueSource`. */
  readonly onToggleValue: (way: string, value: ShownValue, more?: boolean) => void;
}

/** What the program says: its last line when folded, all of it when open. */
export function ConsoleStrip({ store, onToggleValue }: ConsoleStripProps) {
  const lines = useStore(store, (state) => state.lines);
  const groups = useStore(store, (state) => state.groups);
  const dropped = useStore(store, (state) => state.dropped);
  const isOpen = useStore(layout, (state) => state.consoleOpen);
  const [level, setLevel] = useState<LevelFilter>('all');
  const [search, setSearch] = useState('');
  const [isCopied, setCopied] = useCopied();
  const source = useMemo(() => ({ store, toggle: onToggleValue }), [store, onToggleValue]);
  const shown = useMemo(
    () => (isOpen ? shownLines({ lines, groups }, level, search) : lines),
    [isOpen, lines, groups, level, search],
  );
  const problems = useMemo(
    () => lines.reduce((count, line) => count + (line.level === 'error' ? line.times : 0), 0),
    [lines],
  );

  return (
    <section aria-label={words.preview.console} className="console border-t border-line">
      <header className="console-head flex h-8 min-w-0 items-center gap-2 pr-1 pl-3">
        <h2 className="text-12 font-medium text-muted">{words.preview.console}</h2>
        {problems > 0 && !isOpen ? (
          <span className="text-12 whitespace-nowrap text-problem">{words.preview.problems(problems)}</span>
        ) : null}
        {isOpen ? (
          <>
            <input
              type="search"
              aria-label={words.console.filter}
              placeholder={words.console.filter}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className="console-filter"
            />
            <select
              aria-label={words.console.level}
              value={level}
              onChange={(event) => setLevel(event.target.value as LevelFilter)}
              className="quiet-select"
            >
              {filters.map((one) => (
                <option key={one} value={one}>
                  {words.console.filters[one]}
                  {one === 'error' && problems > 0 ? ` (${problems})` : ''}
                </option>
              ))}
            </select>
          </>
        ) : null}
      </header>
      <ValueSourceProvider value={source}>
        <ConsoleList
          store={store}
          lines={shown}
          groups={groups}
          dropped={dropped}
          isOpen={isOpen}
          quiet={lines.length === 0 ? words.preview.quiet : words.console.nothingFits}
        />
      </ValueSourceProvider>
      <div className="console-buttons flex h-8 items-center pr-1">
        {isOpen && shown.length > 0 ? (
          <IconButton
            icon={isCopied ? 'check' : 'copy'}
            label={isCopied ? words.common.copied : words.console.copy}
            className="size-6"
            onClick={() => void copyText(copyOfLines(shown), null).then(setCopied)}
          />
        ) : null}
        {lines.length > 0 ? (
          <IconButton
            icon="trash"
            label={words.preview.clear}
            className="size-6"
            onClick={() => store.setState(emptyConsole)}
          />
        ) : null}
        <IconButton
          icon="down"
          label={isOpen ? words.preview.closeConsole : words.preview.openConsole}
          aria-expanded={isOpen}
          className="size-6"
          iconClassName={isOpen ? '' : 'rotate-180'}
          onClick={() => layout.setState({ consoleOpen: !isOpen })}
        />
      </div>
    </section>
  );
}
