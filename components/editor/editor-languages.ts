/** A language that Flint's editor knows, under Monaco's name for it. */
export type EditorLanguage =
  | 'typescript'
  | 'javascript'
  | 'html'
  | 'css'
  | 'json'
  | 'markdown'
  | 'python'
  | 'xml'
  | 'plaintext';

const languageOfExtension: Readonly<Record<string, EditorLanguage>> = {
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  html: 'html',
  htm: 'html',
  css: 'css',
  json: 'json',
  md: 'markdown',
  markdown: 'markdown',
  py: 'python',
  svg: 'xml',
  xml: 'xml',
};

/** The language of a file, by its ending. */
export function languageOf(path: string): EditorLanguage {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return (extension === undefined ? undefined : languageOfExtension[extension]) ?? 'plaintext';
}

/**
 * The twin of a language that a file has while a model writes in it: the same colours, but no completions, no checks, no
 * worker. Switching takes one tokenising; turning the services off would restart their workers.
 */
export function streamingTwinOf(language: EditorLanguage): string {
  return language === 'plaintext' ? language : `${language}-stream`;
}
