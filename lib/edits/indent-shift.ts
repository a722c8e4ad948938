/** How the indentation of a model's lines differs from that of the text: by a constant, or by the unit it is made of. */
export type IndentShift =
  | { readonly kind: 'add'; readonly indent: string }
  | { readonly kind: 'remove'; readonly indent: string }
  | { readonly kind: 'unit'; readonly from: string; readonly to: string };

const units: readonly (readonly [from: string, to: string])[] = [
  ['  ', '\t'],
  ['    ', '\t'],
  ['\t', '  '],
  ['\t', '    '],
  ['  ', '    '],
  ['    ', '  '],
];

/** The one shift that leads from the first to the second line of every pair, blank lines aside; null if there is none. */
export function shiftBetween(pairs: readonly (readonly [said: string, stands: string])[]): IndentShift | null {
  const solid = pairs.filter(([said, stands]) => said.trim() !== '' && stands.trim() !== '');
  const first = solid[0];
  if (!first) return null;
  const fits = (shift: IndentShift) =>
    solid.every(([said, stands]) => shiftIndent(indentOf(said), shift) === indentOf(stands));
  const said = indentOf(first[0]);
  const stands = indentOf(first[1]);
  const constant: IndentShift | null =
    stands.length >= said.length && stands.endsWith(said)
      ? { kind: 'add', indent: stands.slice(0, stands.length - said.length) }
      : said.endsWith(stands)
        ? { kind: 'remove', indent: said.slice(0, said.length - stands.length) }
        : null;
  if (constant && constant.indent !== '' && fits(constant)) return constant;
  for (const [from, to] of units) {
    const shift: IndentShift = { kind: 'unit', from, to };
    if (fits(shift)) return shift;
  }
  return null;
}

/** The shifted indentation. One that is too short to be shortened further stays as far as it goes. */
export function shiftIndent(indent: string, shift: IndentShift): string {
  if (shift.kind === 'add') return shift.indent + indent;
  if (shift.kind === 'remove') {
    let common = 0;
    while (common < shift.indent.length && shift.indent[common] === indent[common]) common++;
    return indent.slice(common);
  }
  let result = '';
  let at = 0;
  for (; indent.startsWith(shift.from, at); at += shift.from.length) result += shift.to;
  return result + indent.slice(at);
}

export function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}
