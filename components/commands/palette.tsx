'use client';

import { useId, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Key } from '../ui/key.tsx';
import { words } from '../words.ts';
import { useDesk, useSession } from '../workspace/session-context.tsx';
import { listCommands, matchCommands } from './command-list.ts';
import type { Command } from './command-list.ts';
import { keyName } from './key-name.ts';

export function Palette() {
  const { desk } = useSession();
  const isOpen = useDesk((state) => state.dialog === 'palette');
  return (
    <Dialog label={words.palette.label} isOpen={isOpen} onClose={() => desk.setState({ dialog: null })}>
      <CommandSearch />
    </Dialog>
  );
}

/** A field and what fits it. The field keeps the focus; the arrows go through the list. */
function CommandSearch() {
  const session = useSession();
  const [commands] = useState(() => listCommands(session));
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = matchCommands(commands, search);
  const chosen = found[Math.min(at, found.length - 1)];

  function act(command: Command | undefined): void {
    if (!command) return;
    session.desk.setState({ dialog: null });
    // The dialog gives the focus back when it closes; what the command does comes after that.
    requestAnimationFrame(command.act);
  }

  return (
    <>
      <input
        autoFocus
        role="combobox"
        aria-label={words.palette.search}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
        placeholder={words.palette.search}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') setAt((now) => (now + 1) % Math.max(1, found.length));
          else if (event.key === 'ArrowUp') setAt((now) => (now - 1 + found.length) % Math.max(1, found.length));
          else if (event.key === 'Enter') act(chosen);
          else return;
          event.preventDefault();
        }}
        className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-14 outline-none placeholder:text-faint pointer-coarse:text-[1rem]"
      />
      <ul id={id} role="listbox" aria-label={words.palette.label} className="min-h-0 overflow-y-auto p-1.5">
        {found.map((command) => (
          <li
            key={command.id}
            id={`${id}-${command.id}`}
            role="option"
            aria-selected={command === chosen}
            ref={command === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => act(command)}
            onPointerMove={() => setAt(found.indexOf(command))}
            className={`flex h-9 cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 text-13 ${command === chosen ? 'bg-line-strong/60' : ''}`}
          >
            <span className="truncate">{command.label}</span>
            <span className="flex gap-1">
              {command.keys?.map((key) => (
                <Key key={key} name={keyName(key)} />
              ))}
            </span>
          </li>
        ))}
        {found.length === 0 ? <li className="px-2.5 py-2 text-13 text-faint">{words.palette.none}</li> : null}
      </ul>
    </>
  );
}
