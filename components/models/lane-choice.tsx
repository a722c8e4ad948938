'use client';

import { useId } from 'react';
import { useStore } from 'zustand';
import type { Lane } from '../../lib/session/session-event.ts';
import { words } from '../words.ts';
import { chooseLane, modelChoice } from './model-choice.ts';

const lanes: readonly Lane[] = ['fast', 'deep', 'auto'];

/** Which lane is asked. While a run goes on, `onSwitch` hands it over to the one that was picked. */
export function LaneChoice({ onSwitch }: { readonly onSwitch?: (lane: Lane) => void }) {
  const chosen = useStore(modelChoice, ({ lane }) => lane);
  const name = useId();
  return (
    <div role="radiogroup" aria-label={words.lanes.label} className="flex shrink-0 rounded-md border border-line p-px">
      {lanes.map((lane) => (
        <label
          key={lane}
          title={words.lanes.hints[lane]}
          className="flex h-6 cursor-pointer items-center rounded-[5px] px-1.5 text-12 text-muted hover:text-text has-checked:bg-hover has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-[var(--focus)] pointer-coarse:h-9 pointer-coarse:px-2.5"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={lane === chosen}
            onChange={() => {
              chooseLane(lane);
              onSwitch?.(lane);
            }}
          />
          {words.lanes[lane]}
        </label>
      ))}
    </div>
  );
}
