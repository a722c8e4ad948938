/** The colours of code, once for Monaco and for the server's first paint. They match the palette in app/globals.css. */
export interface EditorPalette {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly lineNumber: string;
  readonly lineNumberActive: string;
  readonly line: string;
  readonly surface: string;
  readonly selection: string;
  readonly selectionInactive: string;
  readonly find: string;
  readonly ember: string;
  readonly added: string;
  readonly removed: string;
  readonly comment: string;
  readonly keyword: string;
  readonly string: string;
  readonly number: string;
  readonly type: string;
  readonly name: string;
  readonly tag: string;
  readonly punctuation: string;
  readonly problem: string;
  readonly warning: string;
}

/** Near-black and warm. Every colour of text has at least 4.5:1 on the background. */
export const darkPalette: EditorPalette = {
  background: '#0e0d0c',
  text: '#ebe7e1',
  faint: '#4a463f',
  lineNumber: '#8e867d',
  lineNumberActive: '#b8b0a2',
  line: '#262320',
  surface: '#151312',
  selection: '#382e24',
  selectionInactive: '#2a241e',
  find: '#5c4420',
  ember: '#ff8147',
  added: '#7fa66b',
  removed: '#d9705f',
  comment: '#9f978a',
  keyword: '#d6a06a',
  string: '#a9bd85',
  number: '#d99f8c',
  type: '#8fb8b5',
  name: '#ebe7e1',
  tag: '#d6a06a',
  punctuation: '#a59d8f',
  problem: '#f0766a',
  warning: '#d9a441',
};

/** True paper, for daylight and projectors. Every colour of text has at least 4.5:1 on the background. */
export const lightPalette: EditorPalette = {
  background: '#fcfbf9',
  text: '#1d1a17',
  faint: '#d4cfc6',
  lineNumber: '#6f675e',
  lineNumberActive: '#4a453c',
  line: '#e6e1da',
  surface: '#f5f3ef',
  selection: '#f1e5d5',
  selectionInactive: '#f4ece0',
  find: '#f5dca3',
  ember: '#b93c08',
  added: '#4f7a38',
  removed: '#b03a2a',
  comment: '#6b6458',
  keyword: '#8f4f10',
  string: '#4b6a22',
  number: '#9c4532',
  type: '#246a68',
  name: '#1d1a17',
  tag: '#8f4f10',
  punctuation: '#665f54',
  problem: '#b3261e',
  warning: '#8a5a00',
};

/** The names under which Monaco knows the two themes. */
export type EditorThemeName = 'flint-dark' | 'flint-light';

/** How code is set: the same in Monaco and in the first paint, so that nothing moves when one takes the other's place. */
export const codeMetrics = {
  fontSizePx: 13.5,
  lineHeightPx: 21,
  paddingTopPx: 12,
  paddingBottomPx: 12,
  lineNumberDigits: 4,
  /** Between line numbers and code: the changed-lines marks and folding arrows stand there. */
  lineDecorationsPx: 26,
  tabSize: 2,
  fontFamily: 'var(--font-mono), ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
} as const;
