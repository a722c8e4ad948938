'use client';

import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';

interface SeparatorProps {
  readonly label: string;
  readonly className: string;
  readonly value: number;
  readonly bounds: { readonly least: number; readonly most: number; readonly usual: number };
  /** How much one arrow press moves it. */
  readonly step: number;
  /** The value that a pointer at this place stands for. */
  readonly valueAt: (clientX: number) => number;
  /** Whether the right arrow makes the value smaller. */
  readonly isReversed?: boolean;
  readonly onChange: (value: number) => void;
}

/** A line between two panes: dragged, moved with arrows, set back with a double click or Enter. */
export function Separator({
  label,
  className,
  value,
  bounds,
  step,
  valueAt,
  isReversed = false,
  onChange,
}: SeparatorProps) {
  const isDragging = useRef(false);
  const clamp = (next: number) => Math.min(bounds.most, Math.max(bounds.least, next));

  function onKeyDown(event: KeyboardEvent): void {
    const direction = isReversed ? -1 : 1;
    const next = {
      ArrowLeft: value - direction * step,
      ArrowRight: value + direction * step,
      Home: bounds.least,
      End: bounds.most,
      Enter: bounds.usual,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onChange(clamp(next));
  }

  function onPointerMove(event: PointerEvent): void {
    if (isDragging.current) onChange(clamp(valueAt(event.clientX)));
  }

  function end(): void {
    isDragging.current = false;
    delete document.documentElement.dataset['resizing'];
  }

  return (
    <div
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(bounds.most > 1 ? value : value * 100)}
      aria-valuemin={Math.round(bounds.most > 1 ? bounds.least : bounds.least * 100)}
      aria-valuemax={Math.round(bounds.most > 1 ? bounds.most : bounds.most * 100)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onChange(bounds.usual)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragging.current = true;
        document.documentElement.dataset['resizing'] = '';
      }}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      className={`separator ${className}`}
    />
  );
}
