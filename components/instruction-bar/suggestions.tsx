'use client';

import { isRunning } from '../../lib/session/run-machine.ts';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { focusInstruction } from './focus-instruction.ts';

/** A few things to ask for, as long as nothing was asked yet. */
export function Suggestions() {
  const { desk, ideas } = useSession();
  const isDraft = useView((view) => view.sessionId === null);
  const isNew = useView((view) => view.turns.length === 0 && view.run.status === 'idle');
  const isFirstRun = useView((view) => view.turns.length <= 1 && isRunning(view.run));
  const isPending = useDesk((state) => state.pending !== null);
  if (!isNew && !isFirstRun) return null;
  // Their room stays until the first run is over: the code does not move while it is being written.
  const isGone = isFirstRun || isPending;
  const suggestions = ideas?.map((idea) => ({ label: idea, instruction: idea })) ?? words.suggestions;
  return (
    <div
      role="group"
      aria-label={words.bar.suggestions}
      className={`-mx-3 flex gap-1.5 overflow-x-auto px-3 py-1 [scrollbar-width:none] ${isGone ? 'invisible' : ''}`}
    >
      {suggestions.map(({ label, instruction }) => (
        <button
          key={label}
          type="button"
          title={instruction}
          onClick={() => {
            desk.setState({ draft: instruction });
            focusInstruction();
          }}
          className="h-7 shrink-0 rounded-full border border-line px-3 text-12 text-muted hover:border-line-strong hover:text-text pointer-coarse:h-9"
        >
          {label}
        </button>
      ))}
      {isDraft ? (
        <a
          href="/starters"
          className="flex h-7 shrink-0 items-center gap-1 px-2 text-12 text-muted hover:text-text pointer-coarse:h-9"
        >
          {ideas ? words.starters.others : words.starters.open}
          <Icon name="chevron" className="size-3" />
        </a>
      ) : null}
    </div>
  );
}
