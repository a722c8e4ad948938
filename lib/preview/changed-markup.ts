import { isInsideScriptOrTag } from './build-document.ts';

/** What kind of place of a page changed. */
export type ChangedMarkup =
  /** Texts, whole tags, styles: it may be changed where it stands. */
  | 'whole'
  /** A tag that is not closed yet: somebody is about to close it. */
  | 'half'
  /** A script: the page has to begin again. */
  | 'script';

/** Tells what changed from one page to the next. */
export function changedMarkup(before: string, after: string): ChangedMarkup {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (isInScript(before, start) || isInScript(after, start)) return 'script';
  return isHalfTag(after, start, after.length - end) ? 'half' : 'whole';
}

function isInScript(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const opened = Math.max(before.lastIndexOf('<script'), before.lastIndexOf('<SCRIPT'));
  return opened !== -1 && isInsideScriptOrTag(before, at) && !/<\/script\s*>/i.test(before.slice(opened));
}

/** Whether a tag that begins before or in a stretch of text is followed by another one before it is closed. */
function isHalfTag(text: string, from: number, to: number): boolean {
  let begins = from > 0 ? text.lastIndexOf('<', from - 1) : -1;
  if (begins === -1) begins = text.indexOf('<', from);
  for (; begins !== -1 && (begins < to || begins < from); begins = text.indexOf('<', begins + 1)) {
    if (!/^<(?:[a-z/!<]|$)/i.test(text.slice(begins, begins + 2))) continue;
    const closed = text.indexOf('>', begins);
    const next = text.indexOf('<', begins + 1);
    if (closed === -1 || (next !== -1 && next < closed)) return true;
  }
  return false;
}
