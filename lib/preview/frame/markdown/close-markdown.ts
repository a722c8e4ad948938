/**
 * Makes Markdown that ends anywhere look as it will when it goes on: what was opened is closed, and what cannot be told
 * apart yet (a dash that may become a list or a rule, the address of a link) waits for its next letters.
 */
export function closeMarkdown(text: string): string {
  const lineStart = text.lastIndexOf('\n') + 1;
  const before = text.slice(0, lineStart);
  const line = text.slice(lineStart);
  if (/^\s*[`~]{1,3}$/.test(line)) return before;
  if (endsInCode(text)) return text;
  if (undecided.test(line)) return before;
  if (endsInLoneTableHead(text)) return text.slice(0, text.lastIndexOf('\n\n') + 1);
  return before + closeInline(line);
}

const undecided = /^\s*(?:[-=*_+]{1,3}|#{1,6}|>|\d+[.)]?|[-*+] \[[ xX]?|<[^>]*)$/;

function endsInCode(text: string): boolean {
  let open: string | null = null;
  for (const [, marks = '', rest = ''] of text.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    if (open === null) open = marks;
    else if (marks.startsWith(open) && rest.trim() === '') open = null;
  }
  return open !== null;
}

/** A first row of a table, before the line below it says that it is one. */
function endsInLoneTableHead(text: string): boolean {
  const lines = text
    .slice(text.lastIndexOf('\n\n') + 1)
    .trim()
    .split('\n');
  const isTable = lines.every((line) => line.trimStart().startsWith('|'));
  return isTable && (lines.length < 2 || !/^\s*\|[\s:|-]+\|\s*$/.test(lines[1] ?? ''));
}

function closeInline(line: string): string {
  if ((line.split('`').length - 1) % 2 === 1) return line.endsWith('`') ? line.slice(0, -1) : `${line}\``;
  const linked = line.replace(/!\[[^\]]*(?:\](?:\([^)]*)?)?$/, '').replace(/\[([^\]]*)(?:\](?:\([^)]*)?)?$/, '$1');
  const plain = linked.replaceAll(/`[^`]*`/g, '');
  let closed = linked;
  for (const mark of ['~~', '**', '__']) closed = closeMark(closed, plain, mark);
  return closeMark(closed, plain.replaceAll('**', '').replace(/^\s*\* /, ''), '*');
}

function closeMark(line: string, plain: string, mark: string): string {
  if ((plain.split(mark).length - 1) % 2 === 0) return line;
  return line.endsWith(mark) ? line.slice(0, -mark.length) : `${line.trimEnd()}${mark}`;
}
