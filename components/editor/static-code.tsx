import './static-code.css';
import type { HighlightedCode } from './highlight.ts';
import { codeMetrics } from './editor-theme.ts';

/**
 * Code as the server draws it, where Monaco will stand: the same type, lines and margins, so that nothing moves when
 * Monaco takes its place. It can be read and selected, not edited.
 */
export function StaticCode({ code, path }: { readonly code: HighlightedCode; readonly path: string }) {
  return (
    <pre
      className="flint-static"
      aria-label={path}
      style={{
        fontFamily: codeMetrics.fontFamily,
        fontSize: codeMetrics.fontSizePx,
        lineHeight: `${codeMetrics.lineHeightPx}px`,
        paddingTop: codeMetrics.paddingTopPx,
        paddingBottom: codeMetrics.paddingBottomPx,
        tabSize: codeMetrics.tabSize,
      }}
    >
      <code>
        {code.lines.map((line, index) => (
          // Lines have no other name than their number.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className="flint-static-line" dangerouslySetInnerHTML={{ __html: line }} />
        ))}
      </code>
    </pre>
  );
}
