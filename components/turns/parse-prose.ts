/** Words with their marks. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly inlines: readonly Inline[] };

/** A block of what a model says beside the code. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] };

/**
 * Reads the little Markdown that models use in passing: paragraphs, headings, lists, code, bold and emphasis. Links and
 * HTML stay plain text. Reads unfinished text too: an open mark is just text, an open code block goes to the end.
 */
export function parseProse(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let list: { isOrdered: boolean; items: string[] } | null = null;
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', inlines: parseInlines(paragraph.join(' ')) });
    if (list) blocks.push({ kind: 'list', isOrdered: list.isOrdered, items: list.items.map(parseInlines) });
    paragraph = [];
    list = null;
  };
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trimEnd();
    const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
    if (fence !== undefined) {
      flush();
      const code: string[] = [];
      for (index += 1; index < lines.length && !(lines[index] ?? '').trimStart().startsWith(fence); index += 1)
        code.push(lines[index] ?? '');
      blocks.push({ kind: 'code', text: code.join('\n') });
    } else if (line.trim() === '') flush();
    else if (heading !== undefined) {
      flush();
      blocks.push({ kind: 'heading', inlines: parseInlines(heading) });
    } else if (item) {
      const isOrdered = item[1] !== undefined;
      if (paragraph.length > 0 || (list as { isOrdered: boolean } | null)?.isOrdered !== isOrdered) flush();
      const current: { isOrdered: boolean; items: string[] } = list ?? { isOrdered, items: [] };
      current.items.push(item[2] ?? '');
      list = current;
    } else if (list !== null) {
      const items = (list as { items: string[] }).items;
      items.push(`${items.pop() ?? ''} ${line.trim()}`);
    } else paragraph.push(line.trim());
  }
  flush();
  return blocks;
}

const marked =
  /(`+)(?!`)([\s\S]*?[^`])\1(?!`)|\*\*(\S(?:[\s\S]*?\S)?)\*\*|(?<![\w*])[*_](\S(?:[^*_]*?\S)?)[*_](?![\w*])/g;

function parseInlines(text: string): readonly Inline[] {
  const inlines: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(marked)) {
    if (match.index > from) inlines.push({ kind: 'text', text: text.slice(from, match.index) });
    if (match[2] !== undefined) inlines.push({ kind: 'code', text: match[2].trim() });
    else if (match[3] !== undefined) inlines.push({ kind: 'strong', inlines: parseInlines(match[3]) });
    else inlines.push({ kind: 'emphasis', inlines: parseInlines(match[4] ?? '') });
    from = match.index + match[0].length;
  }
  if (from < text.length) inlines.push({ kind: 'text', text: text.slice(from) });
  return inlines;
}
