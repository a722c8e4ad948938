'use client';

import { memo, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { layout } from '../workspace/layout-memory.ts';
import { emptyConsole } from './console-lines.ts';
import type { ConsoleLine, ConsoleState } from './console-lines.ts';

const tones = { log: 'text-text', info: 'text-text', debug: 'text-faint', warn: 'text-muted', error: 'text-problem' };

/** What the program says: its last line when folded, all of it when open. */
export function ConsoleStrip({ store }: { readonly store: StoreApi<ConsoleState> }) {
  const { lines, dropped } = useStore(store);
  const isOpen = useStore(layout, (state) => state.consoleOpen);
  const log = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const problems = lines.reduce((count, line) => count + (line.level === 'error' ? line.times : 0), 0);

  useLayoutEffect(() => {
    const element = log.current;
    if (element && (isAtEnd.current || !isOpen)) element.scrollTop = element.scrollHeight;
  }, [lines, isOpen]);

  return (
    <section aria-label={words.preview.console} className="console border-t border-line">
      <header className="console-head flex h-8 items-center gap-1 pr-1 pl-3">
        <h2 className="text-12 font-medium text-muted">{words.preview.console}</h2>
        {problems > 0 ? <span className="pl-2 text-12 text-problem">{words.preview.problems(problems)}</span> : null}
      </header>
      <div
        ref={log}
        role="log"
        aria-label={words.preview.console}
        tabIndex={0}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
        className="console-log min-w-0 overflow-x-hidden font-mono text-12 leading-5 -outline-offset-2"
      >
        {dropped > 0 ? <p className="px-3 text-faint">{words.preview.dropped(dropped)}</p> : null}
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
        {lines.length === 0 && isOpen ? <p className="px-3 font-sans text-faint">{words.preview.quiet}</p> : null}
      </div>
      <div className="console-buttons flex h-8 items-center pr-1">
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
          iconClassName={isOpen ? '' : 'rotate-180'}
          onClick={() => layout.setState({ consoleOpen: !isOpen })}
        />
      </div>
    </section>
  );
}

const Line = memo(function Line({ line }: { readonly line: ConsoleLine }) {
  return (
    <p className={`flex gap-3 px-3 ${tones[line.level]} ${line.level === 'error' ? 'bg-problem-soft' : ''}`}>
      <span className="console-text min-w-0 flex-1">{line.text}</span>
      {line.times > 1 ? <span className="text-faint">{line.times}×</span> : null}
      {line.path === null ? null : (
        <span className="shrink-0 text-faint">
          {line.path}
          {line.line === null ? '' : `:${line.line}`}
        </span>
      )}
    </p>
  );
});
