'use client';

import { Icon } from '../ui/icon.tsx';

interface ModelRowProps {
  readonly id: string;
  readonly name: string;
  readonly facts: readonly string[];
  /** How fast it is, in short, and in full. */
  readonly speed?: { readonly text: string; readonly title: string | undefined };
  readonly isFaint?: boolean;
  readonly isAt: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onPoint: () => void;
}

/** One model of the list. */
export function ModelRow(props: ModelRowProps) {
  const { id, name, facts, speed, isFaint = false, isAt, isChosen, onChoose, onPoint } = props;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      onClick={onChoose}
      onPointerMove={isAt ? undefined : onPoint}
      className={`flex min-h-9 cursor-pointer scroll-my-8 items-center gap-2 rounded-md px-2.5 py-1 text-13 [content-visibility:auto] [contain-intrinsic-size:auto_2.75rem] pointer-coarse:min-h-11 ${isAt ? 'bg-line-strong/60' : ''}`}
    >
      <Icon name="check" className={isChosen ? '' : 'invisible'} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={`truncate ${isFaint ? 'text-faint' : ''}`}>{name}</span>
        {facts.length === 0 ? null : <span className="truncate text-12 text-faint">{facts.join(' · ')}</span>}
      </span>
      <span className="numbers shrink-0 text-12 text-muted" title={speed?.title}>
        {speed?.text}
      </span>
    </div>
  );
}
