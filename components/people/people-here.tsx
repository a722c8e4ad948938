'use client';

import './people.css';
import { useId } from 'react';
import { words } from '../words.ts';
import { useView } from '../workspace/session-context.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonDot } from './person-dot.tsx';

const say = words.people;
const mostDots = 3;

/** Who is here beside this person: a few of them at a glance, and on demand all of them by name. */
export function PeopleHere() {
  const id = useId();
  const people = useView((view) => view.people);
  const editors = useView((view) => view.editors);
  const viewers = useView((view) => view.viewers);
  const count = editors + viewers;
  const isAlone = count <= 1;
  return (
    <>
      <span role="status" aria-label={say.label} className="sr-only">
        {isAlone ? say.onlyYou : say.here(editors, viewers)}
      </span>
      {isAlone ? null : (
        <button
          type="button"
          popoverTarget={id}
          aria-label={say.heading}
          title={say.here(editors, viewers)}
          className="flex h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-12 font-medium text-muted tabular-nums hover:bg-hover hover:text-text pointer-coarse:h-9"
        >
          <span aria-hidden="true" className="flex -space-x-1 max-panes:hidden">
            {people.slice(0, mostDots).map((person) => (
              <PersonDot key={person.clientId} person={person} />
            ))}
          </span>
          <span aria-hidden="true" className="size-1.5 rounded-full bg-muted panes:hidden" />
          {count}
        </button>
      )}
      <div
        id={id}
        popover="auto"
        className="fixed inset-auto top-10 right-2 m-0 max-h-[70dvh] w-[min(18rem,calc(100vw-1rem))] overflow-y-auto rounded-lg border border-line-strong bg-raised p-0 text-text"
        style={{ boxShadow: 'var(--shadow)' }}
      >
        {isAlone ? null : <PeopleList />}
      </div>
    </>
  );
}
