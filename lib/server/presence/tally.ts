/** Where somebody's cursor is, in a version of a file. */
export interface Caret {
  readonly fileId: string;
  readonly from: number;
  readonly to: number;
  readonly version: number;
}

/** Somebody who is here, as the others are told. */
export interface Person {
  readonly clientId: string;
  readonly name: string;
  readonly role: 'editor' | 'viewer';
  readonly caret: Caret | null;
}

/** Who is here: all are counted, not all are named. */
export interface Tally {
  /** Editors first, and at most thirty. */
  readonly people: readonly Person[];
  /** How many are here without edit rights. */
  readonly viewers: number;
  readonly editors: number;
}

export const nobody: Tally = { people: [], viewers: 0, editors: 0 };

const mostNamed = 30;

/** Those with an open feed in this process. Who has two, as for a moment when one comes back, counts once. */
export function tallyOf(visits: Iterable<Omit<Person, 'clientId'> & { readonly clientId: string | null }>): Tally {
  const people = new Map<string, Person>();
  let nameless = { viewers: 0, editors: 0 };
  for (const { clientId, name, role, caret } of visits) {
    if (clientId === null) {
      nameless = { ...nameless, [`${role}s` as const]: nameless[`${role}s` as const] + 1 };
      continue;
    }
    const known = people.get(clientId);
    people.set(clientId, {
      clientId,
      name,
      role: known?.role === 'editor' ? 'editor' : role,
      caret: caret ?? known?.caret ?? null,
    });
  }
  const editors = [...people.values()].filter(({ role }) => role === 'editor').length;
  return {
    people: mostImportant([...people.values()]),
    viewers: nameless.viewers + people.size - editors,
    editors: nameless.editors + editors,
  };
}

/** All processes together. */
export function sumOf(tallies: Iterable<Tally>): Tally {
  const all = [...tallies];
  return {
    people: mostImportant(all.flatMap(({ people }) => people)),
    viewers: all.reduce((sum, { viewers }) => sum + viewers, 0),
    editors: all.reduce((sum, { editors }) => sum + editors, 0),
  };
}

function mostImportant(people: readonly Person[]): readonly Person[] {
  const [editors, viewers] = [
    people.filter(({ role }) => role === 'editor'),
    people.filter(({ role }) => role === 'viewer'),
  ];
  return [...editors, ...viewers].slice(0, mostNamed);
}
