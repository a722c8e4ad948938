'use client';

import { Prose } from '../turns/prose.tsx';
import { useView } from '../workspace/session-context.tsx';

/** For who only watches, where others have the instruction: what was asked last, and what the model says to it. */
export function WatchedTurn() {
  const turn = useView((view) => view.turns.at(-1) ?? null);
  const instruction = turn?.instructions.at(-1)?.text;
  if (!turn || instruction === undefined) return null;
  return (
    <div className="flex max-h-[min(9rem,24dvh)] flex-col gap-1 overflow-y-auto">
      <p className="text-13 leading-5 [overflow-wrap:anywhere] whitespace-pre-line">{instruction}</p>
      {turn.prose.trim() === '' ? null : <Prose text={turn.prose} />}
    </div>
  );
}
