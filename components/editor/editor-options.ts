import type { editor } from 'monaco-editor';
import { codeMetrics } from './editor-theme.ts';
import { withNumbers, withoutNumbers } from './standing-numbers.ts';

// Monaco adds this much itself when folding is on.
const foldingPx = 16;

/** How the editor is set up, but for what changes while it is open. */
export const editorOptions: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  // Also without a minimap its headers would be looked for, in a worker that gets every change of the text.
  minimap: { enabled: false, showRegionSectionHeaders: false, showMarkSectionHeaders: false },
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  glyphMargin: false,
  // As elsewhere; Monaco's own default for Linux dims the last number.
  renderFinalNewline: 'on',
  lineNumbersMinChars: codeMetrics.lineNumberDigits,
  lineDecorationsWidth: codeMetrics.lineDecorationsPx - foldingPx,
  folding: true,
  foldingStrategy: 'indentation',
  showFoldingControls: 'mouseover',
  renderLineHighlight: 'none',
  roundedSelection: false,
  fontFamily: codeMetrics.fontFamily,
  fontSize: codeMetrics.fontSizePx,
  lineHeight: codeMetrics.lineHeightPx,
  fontLigatures: false,
  letterSpacing: 0,
  padding: { top: codeMetrics.paddingTopPx, bottom: codeMetrics.paddingBottomPx },
  // Its swatches would push the code aside.
  colorDecorators: false,
  guides: { indentation: true, bracketPairs: false },
  stickyScroll: { enabled: false },
  scrollbar: {
    verticalScrollbarSize: 10,
    horizontalScrollbarSize: 10,
    useShadows: false,
    alwaysConsumeMouseWheel: false,
  },
  unusualLineTerminators: 'off',
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
  // A plain textarea: works with every browser, keyboard and screen reader; the EditContext way is Chromium's only.
  editContext: false,
  dragAndDrop: true,
  links: false,
  contextmenu: true,
  codeLens: false,
  lightbulb: { enabled: 'off' as editor.ShowLightbulbIconMode },
  'semanticHighlighting.enabled': false,
  inlineSuggest: { enabled: true },
  cursorBlinking: 'blink',
  cursorSmoothCaretAnimation: 'off',
  wordBasedSuggestions: 'currentDocument',
};

/** While a model writes: nothing that reads the whole text after each edit. */
export const leanOptions: editor.IEditorOptions = {
  ...withoutNumbers,
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  matchBrackets: 'never',
  links: false,
  renderValidationDecorations: 'off',
  renderWhitespace: 'none',
  quickSuggestions: false,
  inlineSuggest: { enabled: false },
  guides: { indentation: false, bracketPairs: false },
};

/** The same options when nobody but people writes. */
export const fullOptions: editor.IEditorOptions = {
  ...withNumbers,
  occurrencesHighlight: 'singleFile',
  selectionHighlight: true,
  matchBrackets: 'near',
  renderValidationDecorations: 'editable',
  renderWhitespace: 'selection',
  quickSuggestions: true,
  inlineSuggest: { enabled: true },
  guides: { indentation: true, bracketPairs: false },
};

/** What depends on the room there is: narrow screens wrap, and give the margin's width to the code. */
export function optionsForWidth(widthPx: number): editor.IEditorOptions {
  return widthPx < 600
    ? { wordWrap: 'on', lineNumbersMinChars: 2, lineDecorationsWidth: 2 }
    : {
        wordWrap: 'off',
        lineNumbersMinChars: codeMetrics.lineNumberDigits,
        lineDecorationsWidth: codeMetrics.lineDecorationsPx - foldingPx,
      };
}
