'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { words } from '../words.ts';
import { isClosed } from './console-lines.ts';
import type { ConsoleLine, ConsoleState } from './console-lines.ts';
import { ConsoleRow } from './console-row.tsx';
import { windowOf } from './list-window.ts';

/** A line that nobody has measured: one line of text. */
const usualPx = 21;
/** A folded console shows its last line; the ones before it can be found and read out all the same. */
const whenFolded = 20;

interface ConsoleListProps {
  readonly store: StoreApi<ConsoleState>;
  readonly lines: readonly ConsoleLine[];
  readonly groups: ConsoleState['groups'];
  readonly dropped: number;
  readonly isOpen: boolean;
  /** Said when there is no line. */
  readonly quiet: string;
}

/** The lines themselves. Of many only those are drawn that can be seen; the list stays at its end until it is scrolled away. */
export function ConsoleList({ store, lines, groups, dropped, isOpen, quiet }: ConsoleListProps) {
  const log = useRef<HTMLDivElement>(null);
  /** What was measured, and whether the end is followed: changed by what happens to the list, read when it is drawn. */
  const [seen] = useState(() => ({ heights: new Map<number, number>(), isAtEnd: true }));
  const before = useRef<{ readonly ids: readonly number[]; readonly sizes: readonly number[] }>({ ids: [], sizes: [] });
  const [scroll, setScroll] = useState({ scrollTop: 0, viewHeight: 240 });
  const [, remeasure] = useState(0);
  const observer = useRef<ResizeObserver>(null);

  const rows = isOpen ? lines : lines.slice(-whenFolded);
  const sizes = rows.map(({ id }) => seen.heights.get(id) ?? usualPx);
  const totalPx = sizes.reduce((sum, size) => sum + size, 0);
  const scrollTop = seen.isAtEnd ? totalPx - scroll.viewHeight : scroll.scrollTop;
  const { from, to, beforePx, afterPx } = windowOf(sizes, { ...scroll, scrollTop });

  const measure = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      observer.current ??= new ResizeObserver((entries) => {
        let isOther = false;
        for (const { target, borderBoxSize } of entries) {
          const id = Number((target as HTMLElement).dataset['line']);
          const height = borderBoxSize[0]?.blockSize ?? 0;
          if (height === 0 || Math.abs((seen.heights.get(id) ?? usualPx) - height) < 0.5) continue;
          seen.heights.set(id, height);
          isOther = true;
        }
        if (isOther) remeasure((count) => count + 1);
      });
      observer.current.observe(element);
      return () => observer.current?.unobserve(element);
    },
    [seen],
  );
  useEffect(() => () => observer.current?.disconnect(), []);

  const toggleGroup = useCallback(
    (line: ConsoleLine) => {
      store.setState((state) => ({
        groups: new Map(state.groups).set(line.id, isClosed(line, state.groups) ? 'open' : 'closed'),
      }));
    },
    [store],
  );

  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const first = rows[0]?.id ?? 0;
    // Old lines were dropped above what somebody reads.
    let gonePx = 0;
    for (const [index, id] of before.current.ids.entries()) if (id < first) gonePx += before.current.sizes[index] ?? 0;
    if (gonePx > 0) for (const id of seen.heights.keys()) if (id < first) seen.heights.delete(id);
    if (!isOpen) element.scrollTop = 0;
    else if (seen.isAtEnd) element.scrollTop = element.scrollHeight;
    else if (gonePx > 0) element.scrollTop -= gonePx;
    before.current = { ids: rows.map(({ id }) => id), sizes };
  });

  return (
    <div
      ref={log}
      role="log"
      aria-label={words.preview.console}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollHeight, scrollTop: top, clientHeight } = event.currentTarget;
        seen.isAtEnd = scrollHeight - top - clientHeight < 24;
        if (rows.length > 200) setScroll({ scrollTop: top, viewHeight: clientHeight });
      }}
      className="console-log min-w-0 overflow-x-hidden font-mono text-12 leading-5 -outline-offset-2"
    >
      {dropped > 0 && isOpen ? <p className="px-3 text-faint">{words.preview.dropped(dropped)}</p> : null}
      {beforePx > 0 ? <div style={{ height: beforePx }} /> : null}
      {rows.slice(from, to).map((line) => (
        <ConsoleRow
          key={line.id}
          line={line}
          isClosed={line.group !== undefined && isClosed(line, groups)}
          onToggleGroup={toggleGroup}
          measure={measure}
        />
      ))}
      {afterPx > 0 ? <div style={{ height: afterPx }} /> : null}
      {rows.length === 0 && isOpen ? <p className="px-3 font-sans text-faint">{quiet}</p> : null}
    </div>
  );
}
