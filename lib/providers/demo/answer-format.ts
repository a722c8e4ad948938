/** A whole file as an answer carries it: its path alone on a line, then a fenced block. */
export function wholeFile(path: string, content: string): string {
  const fence = fenceFor(content);
  return `${path}\n${fence}${languageOf(path)}\n${content.endsWith('\n') ? content : `${content}\n`}${fence}\n`;
}

/** One search text and what takes its place; both are whole lines without the last line end. */
export interface SearchReplace {
  readonly search: string;
  readonly replace: string;
}

/** Changes to one file as an answer carries them: search/replace blocks inside the fence. */
export function fileEdits(path: string, blocks: readonly SearchReplace[]): string {
  const content = blocks
    .map(({ search, replace }) => `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`)
    .join('\n');
  const fence = fenceFor(content);
  return `${path}\n${fence}${languageOf(path)}\n${content}${fence}\n`;
}

/** Longer than every run of backticks in the content, so that nothing inside closes it. */
function fenceFor(content: string): string {
  const longest = Math.max(0, ...[...content.matchAll(/`{3,}/g)].map((run) => run[0].length));
  return '`'.repeat(Math.max(3, longest + 1));
}

const languages: Readonly<Record<string, string>> = {
  html: 'html',
  css: 'css',
  js: 'js',
  ts: 'ts',
  tsx: 'tsx',
  py: 'python',
  md: 'markdown',
};

function languageOf(path: string): string {
  return languages[path.slice(path.lastIndexOf('.') + 1)] ?? '';
}
