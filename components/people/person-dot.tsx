import type { PersonView } from '../../lib/live/session-view.ts';
import { words } from '../words.ts';
import { personColour } from './person-colour.ts';

/** A person as a small round initial; who edits in their colour, as their caret has it. */
export function PersonDot({ person }: { readonly person: Pick<PersonView, 'clientId' | 'name' | 'role'> }) {
  const { clientId, name, role } = person;
  const isEditor = role === 'editor';
  return (
    <span
      aria-hidden="true"
      className={`inline-flex size-5 shrink-0 items-center justify-center rounded-full border text-11 font-medium ${isEditor ? 'border-bg' : 'border-line-strong bg-raised text-muted'}`}
      style={
        isEditor ? { background: `var(--person-${personColour(clientId)})`, color: 'var(--on-person)' } : undefined
      }
    >
      {initialOf(name)}
    </span>
  );
}

/** Of a guest, the letter of what tells guests apart. */
function initialOf(name: string): string {
  const [, guest] =
    words.people.guests.map((word) => [word, words.people.guest(word)]).find(([, whole]) => whole === name) ?? [];
  const word = guest === undefined ? name : (name.split(' ').at(-1) ?? name);
  return ([...word.trim()][0] ?? '·').toUpperCase();
}
