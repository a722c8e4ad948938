'use client';

import { useStore } from 'zustand';
import { words } from '../words.ts';
import { withOpen } from '../workspace/desk.ts';
import { useSession, useView } from '../workspace/session-context.tsx';
import { mostNameLength, ownName, setOwnName } from './own-name.ts';
import { PersonDot } from './person-dot.tsx';

const say = words.people;

/** Everybody who is here, oneself first: there the name can be changed. */
export function PeopleList() {
  const { client, desk } = useSession();
  const people = useView((view) => view.people);
  const files = useView((view) => view.files);
  const canEdit = useView((view) => view.canEdit);
  const total = useView((view) => view.editors + view.viewers);
  const rest = total - people.length - 1;
  const own = { clientId: client.clientId, name: useStore(ownName), role: canEdit ? 'editor' : 'viewer' } as const;
  const pathOf = (fileId: string | null) => files.find((file) => file.id === fileId)?.path;
  return (
    <>
      <h2 className="px-3 pt-3 pb-1 text-12 font-medium text-faint">{say.heading}</h2>
      <ul className="pb-2 text-13">
        <li className="flex min-h-8 items-center gap-2 px-3">
          <PersonDot person={own} />
          <OwnName />
          <span className="shrink-0 text-12 text-faint">{canEdit ? say.edits : say.watches}</span>
        </li>
        {people.map((person) => {
          const path = pathOf(person.fileId);
          return (
            <li key={person.clientId} className="flex min-h-8 items-center gap-2 px-3">
              <PersonDot person={person} />
              <span className="min-w-0 flex-1 truncate">{person.name || say.nameless}</span>
              {path === undefined || person.fileId === null ? (
                <span className="shrink-0 text-12 text-faint">
                  {person.role === 'editor' ? say.edits : say.watches}
                </span>
              ) : (
                <button
                  type="button"
                  onClick={() => desk.setState((state) => withOpen(state, person.fileId ?? ''))}
                  className="max-w-32 truncate rounded-sm text-12 text-muted underline decoration-line-strong underline-offset-2 hover:text-text"
                >
                  {say.editsIn(path)}
                </button>
              )}
            </li>
          );
        })}
        {rest > 0 ? <li className="px-3 pt-1 text-12 text-faint">{say.more(rest)}</li> : null}
      </ul>
    </>
  );
}

function OwnName() {
  const name = useStore(ownName);
  return (
    <input
      key={name}
      aria-label={say.yourName}
      title={say.yourName}
      defaultValue={name}
      maxLength={mostNameLength}
      spellCheck={false}
      autoComplete="off"
      onFocus={(event) => event.target.select()}
      onBlur={(event) => {
        setOwnName(event.target.value);
        event.target.value = ownName.getState();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.currentTarget.value = name;
        event.currentTarget.blur();
      }}
      className="h-7 min-w-0 flex-1 rounded-md border border-line bg-bg px-2 outline-none hover:border-line-strong focus:border-faint pointer-coarse:h-9"
    />
  );
}
