import './static-code.css';
import type { CSSProperties } from 'react';
import type { HighlightedCode } from './highlight.ts';
import { codeMetrics } from './editor-theme.ts';
import { editorWords } from './editor-words.ts';

/**
 * Code as the server draws it, where Monaco will stand: the same type, lines and margins, so that nothing moves when
 * Monaco takes its place. It can be read and selected, not edited.
 */
export function StaticCode({ code, path }: { readonly code: HighlightedCode; readonly path: string }) {
  const digits = String(code.lineCount).length;
  const style: CSSProperties & Record<`--${string}`, number> = {
    fontFamily: codeMetrics.fontFamily,
    fontSize: codeMetrics.fontSizePx,
    lineHeight: `${codeMetrics.lineHeightPx}px`,
    paddingTop: codeMetrics.paddingTopPx,
    paddingBottom: codeMetrics.paddingBottomPx,
    tabSize: codeMetrics.tabSize,
    '--flint-digits': Math.max(digits, codeMetrics.lineNumberDigits),
    '--flint-digits-narrow': Math.max(digits, 2),
  };
  return (
    <pre className="flint-static" aria-label={path} style={style}>
      <code>
        {code.lines.map((line, index) => (
          // Lines have no other name than their number.
          // oxlint-disable-next-line react/no-array-index-key
          <span
            key={index}
            className="flint-static-line"
            style={indentOf(line)}
            dangerouslySetInnerHTML={{ __html: line }}
          />
        ))}
      </code>
      {code.lines.length < code.lineCount ? (
        <noscript>{editorWords.cut(code.lines.length, code.lineCount)}</noscript>
      ) : null}
    </pre>
  );
}

/** Wrapped lines go on under their own beginning, as in Monaco. */
function indentOf(line: string): CSSProperties {
  const spaces = /^(?:<[^>]*>)*( +)/.exec(line)?.[1]?.length ?? 0;
  return { '--flint-indent': spaces } as CSSProperties;
}
