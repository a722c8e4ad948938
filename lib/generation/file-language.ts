/** What fences call each kind of file, by its ending. */
const languagesByEnding: Readonly<Record<string, readonly string[]>> = {
  html: ['html', 'htm', 'xhtml'],
  css: ['css'],
  js: ['js', 'javascript', 'mjs', 'node'],
  jsx: ['jsx', 'react', 'javascriptreact'],
  ts: ['ts', 'typescript'],
  tsx: ['tsx', 'typescriptreact', 'react'],
  json: ['json', 'jsonc', 'json5'],
  md: ['md', 'markdown'],
  py: ['py', 'python', 'python3'],
  svg: ['svg', 'xml'],
  txt: ['txt', 'text', 'plaintext'],
};

const defaultNames: Readonly<Record<string, string>> = {
  html: 'index.html',
  css: 'style.css',
  js: 'app.js',
  jsx: 'app.jsx',
  ts: 'app.ts',
  tsx: 'app.tsx',
  json: 'data.json',
  md: 'README.md',
  py: 'main.py',
  svg: 'image.svg',
  txt: 'notes.txt',
};

/** Whether a file with this path may hold what a fence calls by this language. An unnamed language fits everything. */
export function fitsLanguage(path: string, language: string | null): boolean {
  if (language === null) return true;
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const word = language.toLowerCase();
  return ending === word || (languagesByEnding[ending]?.includes(word) ?? false);
}

/** The path that a new file in this language gets when nobody named it. */
export function defaultPathFor(language: string | null): string {
  const word = language?.toLowerCase() ?? 'html';
  const ending = Object.keys(languagesByEnding).find((known) => languagesByEnding[known]?.includes(word));
  return (
    (ending === undefined ? undefined : defaultNames[ending]) ?? `file.${word.replaceAll(/[^a-z0-9]/g, '') || 'txt'}`
  );
}
