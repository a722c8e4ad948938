import { isInsideScriptOrTag } from './build-document.ts';
import { kindOf } from './program-kind.ts';

/**
 * Whether a file that a model left off at a place is only half of what it was to be, so that it does not run by itself. A
 * page can be shown as far as it goes, but not half a script of it.
 */
export function isCutShort(path: string, text: string, at: number): boolean {
  const kind = kindOf(path);
  return kind === 'python' || kind === 'modules' || isInsideScriptOrTag(text, at);
}
