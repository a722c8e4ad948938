import type { Starter, StarterKind } from './starter-list.ts';

/** What somebody looks for: null and an empty text are all of them. */
export interface StarterSearch {
  readonly kind: StarterKind | null;
  readonly text: string;
}

/** Those that are of the kind and have every word of the text in what is said of them. */
export function matchStarters(
  starters: readonly Starter[],
  { kind, text }: StarterSearch,
  kindNames: Readonly<Record<StarterKind, string>>,
): readonly Starter[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  return starters.filter((starter) => {
    if (kind !== null && starter.kind !== kind) return false;
    const said = [starter.title, starter.says, kindNames[starter.kind], ...starter.tags].join(' ').toLowerCase();
    return parts.every((part) => said.includes(part));
  });
}

/** The search that an address names, by its `kind` and `q`. What makes no sense there is left out. */
export function readSearch(kind: unknown, text: unknown, kinds: readonly StarterKind[]): StarterSearch {
  return {
    kind: kinds.find((one) => one === kind) ?? null,
    text: typeof text === 'string' ? text.slice(0, 100) : '',
  };
}

/** The address of the gallery with this search. */
export function searchAddress({ kind, text }: StarterSearch): string {
  const parameters = new URLSearchParams();
  if (kind !== null) parameters.set('kind', kind);
  if (text !== '') parameters.set('q', text);
  return parameters.size === 0 ? '/starters' : `/starters?${parameters.toString()}`;
}
