import type { SharedProgram } from './shared-program.ts';

/**
 * The program as GitHub's API takes a new gist (`POST /gists`, or `gh api gists --input`). A gist has no folders, so they
 * become part of the name; it takes no blank files, so they are left out.
 */
export function writeGist({ title, files }: SharedProgram): string {
  const named: Record<string, { content: string }> = Object.create(null);
  for (const { path, text } of files) {
    if (text.trim() === '') continue;
    const flat = path.replaceAll('/', '-');
    let name = flat;
    for (let count = 2; name in named; count++) name = flat.replace(/(\.[^.]*)?$/, (ending) => `-${count}${ending}`);
    named[name] = { content: text };
  }
  return `${JSON.stringify({ description: title, public: false, files: named }, null, 2)}\n`;
}
