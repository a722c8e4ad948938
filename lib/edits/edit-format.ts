import type { LocatedTarget } from './locate-target.ts';

/** A file of up to this many lines is cheaper and safer to write anew than to edit. */
const defaultWholeFileUpToLines = 150;

/**
 * What the model is told about the form of its answer. The parser understands more than this, but asks for one form.
 */
export function editFormatInstructions({
  wholeFileUpToLines = defaultWholeFileUpToLines,
}: { wholeFileUpToLines?: number } = {}): string {
  return `# How to answer

Say in one or two short sentences what you do, then give the files. Change only what the task needs.

New files, and files of up to ${wholeFileUpToLines} lines: the path alone on a line, then the whole new content in a fenced block with its language. Never leave parts out, and never write "..." or "rest unchanged".

Longer files: the path alone on a line, then a fenced block with one or more edits, from top to bottom:

src/app.js
\`\`\`js
<<<<<<< SEARCH
const speed = 1;
=======
const speed = 2;
>>>>>>> REPLACE
\`\`\`

- The SEARCH part repeats whole lines of the file exactly, with their indentation, and as few of them as make the place unique.
- The REPLACE part stands in their place; leave it empty to delete them. An empty SEARCH part adds at the end of the file.
- Paths are relative to the project, with /. Give each file once.
- A Markdown file, or any text with \`\`\` in it, needs a block with four backticks.
- To delete or rename a file, write on a line of its own, outside of blocks: DELETE path or RENAME path -> new/path
- Commands to run and other text go into the sentences, not into blocks.`;
}

/** How a file of so many lines should be asked for; a file that does not exist has none. */
export function preferredMode(
  lineCount: number,
  { wholeFileUpToLines = defaultWholeFileUpToLines }: { wholeFileUpToLines?: number } = {},
): 'whole' | 'edits' {
  return lineCount <= wholeFileUpToLines ? 'whole' : 'edits';
}

/** An edit whose place was not found: what was searched, why not, and the file as it is now. */
export interface MissedEdit {
  readonly path: string;
  readonly search: string;
  readonly outcome: Extract<LocatedTarget, { status: 'ambiguous' | 'missing' }>;
  readonly content: string;
}

/** Lines of the file that are shown around the place that comes nearest. */
const linesAround = 3;
const mostLinesShown = 60;

/** What the model is told when edits did not find their place: what went wrong with each, and what the file says there. */
export function reaskInstructions(misses: readonly MissedEdit[]): string {
  const one = misses.length === 1;
  const parts = misses.map(({ path, search, outcome, content }, index) => {
    const number = one ? '' : `${index + 1}. `;
    const searched = quote(search);
    if (outcome.status === 'ambiguous') {
      const lines = outcome.candidates.map(({ fromLine }) => fromLine).join(', ');
      return `${number}In ${path} this SEARCH part stands ${outcome.candidates.length} times (lines ${lines}). Add lines until it is unique.\n\n${searched}`;
    }
    const lines = content.split('\n');
    const from = outcome.nearest ? Math.max(0, outcome.nearest.fromLine - 1 - linesAround) : 0;
    const to = outcome.nearest ? outcome.nearest.toLine + linesAround : mostLinesShown;
    const shown = lines.slice(from, Math.min(to, from + mostLinesShown)).join('\n');
    const where = outcome.nearest ? 'The nearest lines there are' : 'The file begins with';
    return `${number}This SEARCH part does not stand in ${path}.\n\n${searched}\n\n${where}\n\n${quote(shown)}`;
  });
  return `${one ? 'An edit' : `${misses.length} edits`} could not be made, as the SEARCH part has to repeat lines of the file exactly. Everything else of your answer was taken over; do not repeat it.

${parts.join('\n\n')}

Give ${one ? 'this edit' : 'these edits'} again, in the same form, with nothing left out and no explanation.`;
}

/** Text in a fence that is longer than any in it. */
function quote(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
}
