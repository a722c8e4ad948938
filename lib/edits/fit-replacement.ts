import { shiftIndent, type IndentShift } from './indent-shift.ts';

/** How a replacement has to be changed on its way into the place that `locateTarget` found. */
export interface ReplacementFit {
  /** What happens to the indentation of each line that is not blank. */
  readonly shift: IndentShift | null;
  /** So many blank lines at the replacement's start, or end, are the model's only, and are left out. */
  readonly dropBlankStart: number;
  readonly dropBlankEnd: number;
  /** Whether the replacement's last line end is wanted; at the end of a text without one it is not, or it comes first. */
  readonly lastBreak: 'keep' | 'drop' | 'move-to-front';
}

/**
 * Fits a replacement to its place while it streams: pieces in (cut anywhere, line ends \n), pieces out. Held back are only
 * white space at the start of a line that is to be shifted, and line ends that may turn out to be too many. Call `end`
 * when the replacement is complete. `mark` remembers how far it has come; the function it returns goes back there.
 */
export function fitReplacement(fit: ReplacementFit): {
  write(text: string): string;
  end(): string;
  mark(): () => void;
} {
  let isLineStart = true;
  let indent = '';
  /** Blank lines and the line end before them, not given out yet. */
  let heldBreaks = 0;
  let hasText = false;
  let blankStart = 0;
  const holdsEnd = fit.dropBlankEnd > 0 || fit.lastBreak !== 'keep';

  /** Everything that waited, now that text follows. */
  function release(): string {
    let out = '';
    if (!hasText) {
      if (fit.lastBreak === 'move-to-front') out += '\n';
      out += '\n'.repeat(Math.max(0, blankStart - fit.dropBlankStart));
    }
    out += '\n'.repeat(heldBreaks);
    hasText = true;
    heldBreaks = 0;
    blankStart = 0;
    return out;
  }

  function lineEnd(): string {
    isLineStart = true;
    indent = '';
    if (!hasText) {
      blankStart++;
      return '';
    }
    if (holdsEnd) {
      heldBreaks++;
      return '';
    }
    return '\n';
  }

  return {
    write(text) {
      let out = '';
      for (let at = 0; at < text.length;) {
        if (isLineStart) {
          const character = text[at];
          if (character === ' ' || character === '\t') {
            indent += character;
            at++;
          } else if (character === '\n') {
            out += lineEnd();
            at++;
          } else {
            out += release() + (fit.shift ? shiftIndent(indent, fit.shift) : indent);
            isLineStart = false;
            indent = '';
          }
        } else {
          const end = text.indexOf('\n', at);
          out += text.slice(at, end === -1 ? text.length : end);
          at = end === -1 ? text.length : end + 1;
          if (end !== -1) out += lineEnd();
        }
      }
      return out;
    },
    end() {
      if (!hasText) {
        // Blank lines only.
        const breaks = Math.max(0, blankStart - fit.dropBlankStart - fit.dropBlankEnd);
        return '\n'.repeat(fit.lastBreak === 'drop' ? Math.max(0, breaks - 1) : breaks);
      }
      if (!holdsEnd) return isLineStart ? '' : '\n';
      const blankEnd = Math.max(0, heldBreaks - 1);
      const last = fit.lastBreak === 'keep' ? 1 : 0;
      return '\n'.repeat(Math.max(0, blankEnd - fit.dropBlankEnd) + last);
    },
    mark() {
      const kept = { isLineStart, indent, heldBreaks, hasText, blankStart };
      return () => {
        ({ isLineStart, indent, heldBreaks, hasText, blankStart } = kept);
      };
    },
  };
}
