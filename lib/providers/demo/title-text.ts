import type { Replacement } from './edit-blocks.ts';

/** Where a file shows its title, with the new one: a page's title and heading, a script's `TITLE`, a Markdown's first heading. */
export function titleReplacements(path: string, text: string, title: string): readonly Replacement[] {
  if (path.endsWith('.html')) return pageTitle(text, title);
  if (path.endsWith('.md')) return firstGroup(text, /^# (.+)$/dm, title);
  return firstGroup(text, /\bTITLE\s*=\s*(['"])((?:(?!\1).)*)\1/d, title.replaceAll(/["'\\]/g, ''), 2);
}

/** The title of a page as it stands, without markup. */
export function pageTitleOf(text: string): string | undefined {
  return /<title>([^<]*)<\/title>/.exec(text)?.[1];
}

function pageTitle(text: string, title: string): Replacement[] {
  const insert = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const old = pageTitleOf(text);
  const replacements: Replacement[] = [...firstGroup(text, /<title>([^<]*)<\/title>/d, insert)];
  let isShown = false;
  if (old) {
    for (const element of text.matchAll(/<(h1|h2|a|p|span|strong|b)\b[^>]*>([^<]*)<\/\1>/dg)) {
      const range = element.indices?.[2];
      if (!range || element[2]?.trim() !== old.trim()) continue;
      replacements.push({ from: range[0], to: range[1], insert });
      isShown = true;
    }
  }
  if (!isShown) replacements.push(...firstGroup(text, /<h1\b[^>]*>([^<]*)<\/h1>/d, insert));
  return replacements;
}

function firstGroup(text: string, pattern: RegExp, insert: string, group = 1): Replacement[] {
  const range = pattern.exec(text)?.indices?.[group];
  return range ? [{ from: range[0], to: range[1], insert }] : [];
}
