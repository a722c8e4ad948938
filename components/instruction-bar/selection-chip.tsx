'use client';

import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';

/** What the instruction is limited to, when code is selected. */
export function SelectionChip() {
  const { desk } = useSession();
  const selected = useDesk((state) => state.selected);
  const path = useView((view) => view.files.find((file) => file.id === selected?.fileId)?.path);
  if (!selected || path === undefined) return null;
  return (
    <p className="mx-1.5 mt-1.5 inline-flex max-w-[calc(100%-0.75rem)] items-center rounded-md bg-hover pl-2 text-12 text-muted">
      <span className="truncate">{words.bar.selection(selected.lines, path)}</span>
      <IconButton
        icon="close"
        label={words.bar.removeSelection}
        className="size-6"
        iconClassName="scale-75"
        onClick={() => desk.setState({ selected: null })}
      />
    </p>
  );
}
