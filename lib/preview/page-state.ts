/** What a person did to a page and would miss if it began again: how far it is scrolled, and what was typed and chosen. */
export interface PageState {
  readonly scrolls: readonly { readonly at: string; readonly top: number; readonly left: number }[];
  readonly fields: readonly { readonly at: string; readonly value: string; readonly isChecked: boolean }[];
}

const mostEntries = 200;
const longestValue = 20_000;

/** Reads the state that a frame gives: strangers' code can have made it. Null when it is none. */
export function readPageState(value: unknown): PageState | null {
  if (typeof value !== 'object' || value === null) return null;
  const { scrolls, fields } = value as Record<string, unknown>;
  if (!Array.isArray(scrolls) || !Array.isArray(fields)) return null;
  return {
    scrolls: scrolls.slice(0, mostEntries).flatMap((one: unknown) => readScroll(one) ?? []),
    fields: fields.slice(0, mostEntries).flatMap((one: unknown) => readField(one) ?? []),
  };
}

function readScroll(value: unknown): PageState['scrolls'][number] | null {
  if (typeof value !== 'object' || value === null) return null;
  const { at, top, left } = value as Record<string, unknown>;
  if (typeof at !== 'string' || !Number.isFinite(top) || !Number.isFinite(left)) return null;
  return { at: at.slice(0, 1_000), top: top as number, left: left as number };
}

function readField(input: unknown): PageState['fields'][number] | null {
  if (typeof input !== 'object' || input === null) return null;
  const { at, value, isChecked } = input as Record<string, unknown>;
  if (typeof at !== 'string' || typeof value !== 'string') return null;
  return { at: at.slice(0, 1_000), value: value.slice(0, longestValue), isChecked: isChecked === true };
}
