import type { editor } from 'monaco-editor';
import { codeMetrics } from './editor-theme.ts';

// Monaco adds this much itself when folding is on.
const foldingPx = 16;

/** How the editor is set up, but for what changes while it is open. */
export const editorOptions: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  glyphMargin: false,
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
  links: true,
  contextmenu: true,
  codeLens: false,
  lightbulb: { enabled: 'off' as editor.ShowLightbulbIconMode },
  'semanticHighlighting.enabled': false,
  inlineSuggest: { enabled: true },
  cursorBlinking: 'blink',
  cursorSmoothCaretAnimation: 'off',
  renderWhitespace: 'selection',
  wordBasedSuggestions: 'currentDocument',
};

/** While a model writes: nothing that reads the whole text after each edit. */
export const leanOptions: editor.IEditorOptions = {
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  matchBrackets: 'never',
  links: false,
  renderValidationDecorations: 'off',
  quickSuggestions: false,
  guides: { indentation: false, bracketPairs: false },
};

/** The same options when nobody but people writes. */
export const fullOptions: editor.IEditorOptions = {
  occurrencesHighlight: 'singleFile',
  selectionHighlight: true,
  matchBrackets: 'near',
  links: true,
  renderValidationDecorations: 'editable',
  quickSuggestions: true,
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
