/** The id of an open page, or null where it is none. */
export function readClientId(given: string | null): string | null {
  return given !== null && /^[A-Za-z0-9_-]{1,64}$/.test(given) ? given : null;
}

const mostCharacters = 40;

/** A name as the others may see it: one line, not long, nothing that turns the text around. */
export function readDisplayName(given: string | null): string {
  const shown = (given ?? '').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').replace(/\s+/g, ' ');
  return [...shown.trim()].slice(0, mostCharacters).join('').trim();
}
