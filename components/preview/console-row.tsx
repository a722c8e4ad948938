'use client';

import { memo } from 'react';
import type { LinePiece } from '../../lib/preview/console-messages.ts';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import type { ConsoleLine } from './console-lines.ts';
import { ConsoleTable } from './console-table.tsx';
import { PlaceLink } from './place-link.tsx';
import { safeCss } from './safe-css.ts';
import { ValueHead, ValueParts } from './value-tree.tsx';

interface ConsoleRowProps {
  readonly line: ConsoleLine;
  /** For the line that begins a group. */
  readonly isClosed: boolean;
  readonly onToggleGroup: (line: ConsoleLine) => void;
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined;
}

/** A line of the console, with what was opened in it. */
export const ConsoleRow = memo(function ConsoleRow({ line, isClosed, onToggleGroup, measure }: ConsoleRowProps) {
  const pieces: readonly LinePiece[] = line.pieces ?? (line.table ? [] : [{ text: line.text }]);
  return (
    <div
      ref={measure}
      data-line={line.id}
      data-level={line.level}
      className="console-row"
      style={{ paddingLeft: `calc(0.75rem + ${(line.depth ?? 0) * 0.875}rem)` }}
    >
      {line.level === 'log' ? null : <span className="sr-only">{words.console.levels[line.level]}: </span>}
      <div className="min-w-0 flex-1">
        <div className="console-text">
          {line.group ? (
            <button
              type="button"
              aria-label={words.console.group}
              aria-expanded={!isClosed}
              onClick={() => onToggleGroup(line)}
              className="value-head"
            >
              <Icon name="chevron" className={`value-chevron ${isClosed ? '' : 'rotate-90'}`} />
            </button>
          ) : null}
          {pieces.map((piece, index) => (
            <span
              key={index}
              className={line.group ? 'font-medium' : undefined}
              style={piece.css === undefined ? undefined : safeCss(piece.css)}
            >
              {'value' in piece ? <ValueHead value={piece.value} way={`${line.id}/${index}`} /> : piece.text}
            </span>
          ))}
        </div>
        {pieces.map((piece, index) =>
          'value' in piece ? <ValueParts key={index} value={piece.value} way={`${line.id}/${index}`} /> : null,
        )}
        {line.table ? <ConsoleTable table={line.table} /> : null}
      </div>
      {line.times > 1 ? (
        <span className="console-times numbers" aria-label={words.console.times(line.times)}>
          {line.times.toLocaleString('en')}
        </span>
      ) : null}
      {line.path === null ? null : (
        <PlaceLink
          place={{ path: line.path, line: line.line, column: line.column ?? null }}
          className="console-place"
        />
      )}
    </div>
  );
});
