/** Where a value stands in a text. */
export interface FoundValue {
  readonly from: number;
  readonly to: number;
  readonly value: string;
}

/** The first declaration of a CSS property in a text: the range of its value, without the spaces around it. */
export function findDeclaration(text: string, property: string): FoundValue | undefined {
  const found = new RegExp(`(?<![\\w-])${escaped(property)}\\s*:[ \\t]*([^;{}\\n]+?)[ \\t]*(?=;|\\n|\\})`, 'd').exec(
    text,
  );
  const range = found?.indices?.[1];
  return range ? { from: range[0], to: range[1], value: text.slice(range[0], range[1]) } : undefined;
}

/** The first number under a name: `--count: 40`, or in a script the constant `COUNT = 40`. `name` is as it stands there. */
export function findNumber(
  text: string,
  property: string,
): { readonly from: number; readonly to: number; readonly value: number; readonly name: string } | undefined {
  const declared = findDeclaration(text, property);
  const own = declared && /^-?\d*\.?\d+$/.test(declared.value) ? declared : undefined;
  if (own) return { from: own.from, to: own.to, value: Number(own.value), name: property };
  const constant = property.replace(/^--/, '').replaceAll('-', '_').toUpperCase();
  const found = new RegExp(`\\b${constant}\\s*(?::\\s*\\w+\\s*)?=\\s*(\\d*\\.?\\d+)\\b`, 'd').exec(text);
  const range = found?.indices?.[1];
  return range
    ? { from: range[0], to: range[1], value: Number(text.slice(range[0], range[1])), name: property }
    : undefined;
}

/** The first file in which something is found, with what was found. */
export function findInFiles<Found>(
  files: ReadonlyMap<string, string>,
  find: (text: string) => Found | undefined,
): { readonly path: string; readonly found: Found } | undefined {
  for (const [path, text] of files) {
    const found = find(text);
    if (found !== undefined) return { path, found };
  }
  return undefined;
}

/** A number as a person would write it in a style sheet. */
export function writeNumber(value: number): string {
  return String(Number(value.toFixed(4)));
}

function escaped(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
