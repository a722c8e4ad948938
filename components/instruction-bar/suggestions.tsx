'use client';

import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { focusInstruction } from './focus-instruction.ts';

/**
 * A few things to ask for, as long as nothing was asked yet. They go with the first word of one's own, and not only with the
 * run: the code does not move under what begins to be written.
 */
export function Suggestions() {
  const { desk, ideas } = useSession();
  const suggestions = ideas?.map((idea) => ({ label: idea, instruction: idea })) ?? words.suggestions;
  const isDraft = useView((view) => view.sessionId === null);
  const isNew = useView((view) => view.turns.length === 0 && view.run.status === 'idle');
  const isPending = useDesk((state) => state.pending !== null);
  const isInOwnWords = useDesk(
    ({ draft }) => draft.trim() !== '' && suggestions.every(({ instruction }) => instruction !== draft),
  );
  if (!isNew || isPending || isInOwnWords) return null;
  return (
    <div
      role="group"
      aria-label={words.bar.suggestions}
      className="-mx-3 flex gap-1.5 overflow-x-auto px-3 py-1 [scrollbar-width:none]"
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
