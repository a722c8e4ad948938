import type { Text } from '../document/change.ts';
import { fitReplacement, type ReplacementFit } from './fit-replacement.ts';
import { createRewrite, type Rewrite } from './rewrite-cursor.ts';

/**
 * Writes the replacement of a search/replace block over the lines it was found for: fitted to its place, and touching
 * only what differs. Offsets are within the replaced lines.
 */
export function createReplacement(found: Text, fit: ReplacementFit): Rewrite {
  const fitted = fitReplacement(fit);
  const rewrite = createRewrite(found);
  return {
    write: (text) => rewrite.write(fitted.write(text)),
    end(options) {
      const isCut = options?.keepRest === true;
      const last = isCut ? [] : rewrite.write(fitted.end());
      return [...last, ...rewrite.end(options)];
    },
    get position() {
      return rewrite.position;
    },
    mark() {
      const goBack = [fitted.mark(), rewrite.mark()];
      return () => {
        for (const one of goBack) one();
      };
    },
  };
}
