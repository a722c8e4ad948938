import type { DemoRequest } from './demo-request.ts';
import { findDeclaration } from './declarations.ts';
import { applyReplacements, type Replacement } from './edit-blocks.ts';
import type { DemoProgram } from './programs/program.ts';
import { pageTitleOf, titleReplacements } from './title-text.ts';

/** How much of a file's end must be there for it to count as whole. */
const tailLength = 48;

/** The files of a program that are missing or were cut off while they were written. */
export function unfinishedPaths(
  program: DemoProgram,
  { files, leftOutPaths }: Pick<DemoRequest, 'files' | 'leftOutPaths'>,
): readonly string[] {
  return Object.entries(program.files)
    .filter(([path, original]) => {
      const now = files.get(path);
      if (now === undefined) return !leftOutPaths.includes(path);
      return !now.includes(path.endsWith('.html') ? '</html>' : fileTail(original));
    })
    .map(([path]) => path);
}

/** The last characters of a file, by which its end is known. */
export function fileTail(text: string): string {
  return text.trimEnd().slice(-tailLength);
}

/** A file from its beginning, with the values that its cut-off version had already: colours, numbers, the title. */
export function withCarriedValues(whole: string, cutOff: string, path: string): string {
  const replacements: Replacement[] = [];
  for (const property of new Set([...whole.matchAll(/(?<![\w-])--[a-z][a-z-]*(?=\s*:)/g)].map((found) => found[0]))) {
    const now = findDeclaration(cutOff, property);
    const original = findDeclaration(whole, property);
    if (now && original && cutOff[now.to] === ';')
      replacements.push({ from: original.from, to: original.to, insert: now.value });
  }
  const scheme = findDeclaration(cutOff, 'color-scheme');
  const originalScheme = findDeclaration(whole, 'color-scheme');
  if (scheme && originalScheme && cutOff[scheme.to] === ';') {
    replacements.push({ from: originalScheme.from, to: originalScheme.to, insert: scheme.value });
  }
  const title = pageTitleOf(cutOff);
  const withTitle =
    title === undefined || title === pageTitleOf(whole) ? [] : titleReplacements(path, whole, decoded(title));
  return applyReplacements(whole, [...replacements, ...withTitle]);
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
