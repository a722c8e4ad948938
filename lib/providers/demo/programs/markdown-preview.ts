import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({ scheme: 'light', accent: '#8a4b12', further: { '--size': '1' } })}

${baseRules}

body {
  display: grid;
  grid-template-rows: auto 1fr;
  height: 100vh;
}

header {
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: 1rem;
  padding: 0.9rem 1.25rem;
  border-bottom: 1px solid var(--line);
}

header p {
  color: var(--muted);
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
}

main {
  display: grid;
  grid-template-columns: 1fr 1fr;
  min-height: 0;
}

textarea {
  padding: 1.25rem;
  border: 0;
  border-right: 1px solid var(--line);
  border-radius: 0;
  background: transparent;
  font-family: ui-monospace, Consolas, monospace;
  font-size: 0.875rem;
  line-height: 1.65;
  resize: none;
  outline-offset: -3px;
}

article {
  padding: 1.25rem 1.5rem 3rem;
  overflow: auto;
  background: var(--surface);
  font-size: calc(1rem * var(--size));
}

article > :first-child {
  margin-top: 0;
}

article h1,
article h2,
article h3 {
  margin: 1.5em 0 0.5em;
  line-height: 1.25;
  letter-spacing: -0.01em;
}

article h1 {
  font-size: 1.75em;
}

article h2 {
  font-size: 1.3em;
}

article h3 {
  font-size: 1.05em;
}

article p,
article ul,
article ol,
article blockquote,
article pre {
  margin: 0 0 0.9em;
}

article ul,
article ol {
  padding-left: 1.4em;
}

article a {
  color: inherit;
  text-decoration-color: var(--accent);
  text-decoration-thickness: 2px;
  text-underline-offset: 3px;
}

article blockquote {
  padding-left: 1em;
  border-left: 3px solid var(--accent);
  color: var(--muted);
}

article code {
  padding: 0.1em 0.35em;
  border-radius: calc(var(--radius) / 2);
  background: var(--bg);
  font-family: ui-monospace, Consolas, monospace;
  font-size: 0.875em;
}

article pre {
  padding: 0.9em 1em;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--bg);
  overflow-x: auto;
}

article pre code {
  padding: 0;
}

article hr {
  margin: 1.75em 0;
  border: 0;
  border-top: 1px solid var(--line);
}

@media (max-width: 40rem) {
  main {
    grid-template-columns: 1fr;
    grid-template-rows: 40% 60%;
  }

  textarea {
    border-right: 0;
    border-bottom: 1px solid var(--line);
  }
}`;

const body = `
<header>
  <h1>Markdown</h1>
  <p id="count" role="status"></p>
</header>
<main>
  <textarea id="source" aria-label="Markdown source" spellcheck="false">
# A walk before breakfast

The harbour is **quiet** at six. Two boats, one gull, and *no* wind.

## What to bring

- a warm coat
- bread, still hot
- the small notebook

> Nobody has ever regretted an early walk.

1. Go down the steps
2. Turn left at the lighthouse
3. Sit until the sun is there

The path is marked as <u>coast-7</u>; more at [the map](https://example.org).

---

### For the log

    06:10  calm, 9 degrees
    06:40  first light
</textarea>
  <article id="page" aria-label="Preview"></article>
</main>`;

const script = String.raw`
const source = document.getElementById('source');
const page = document.getElementById('page');
const count = document.getElementById('count');
const tick = String.fromCharCode(96);

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function inline(text) {
  const code = new RegExp(tick + '([^' + tick + ']+)' + tick, 'g');
  return escaped(text)
    .replace(code, '<code>$1</code>')
    .replace(/&lt;(u|kbd)&gt;(.*?)&lt;\/\1&gt;/g, '<$1>$2</$1>')
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(.+?)\*/g, '<em>$1</em>')
    .replace(/~~(.+?)~~/g, '<del>$1</del>')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2" rel="noreferrer">$1</a>');
}

// Each kind of block says which lines belong to it, and how they become HTML. The first that takes a line has it.
const kinds = [
  {
    takes: (line) => /^(~~~|    )/.test(line),
    goesOn: (line, lines) => (lines[0].startsWith('~~~') ? lines.length === 1 || lines.at(-1) !== '~~~' : /^(    |\s*$)/.test(line)),
    html: (lines) => {
      const isFenced = lines[0].startsWith('~~~');
      const inside = isFenced ? lines.slice(1).filter((line) => line !== '~~~') : lines.map((line) => line.slice(4));
      return '<pre><code>' + escaped(inside.join('\n').trimEnd()) + '</code></pre>';
    },
  },
  {
    takes: (line) => /^#{1,6} /.test(line),
    goesOn: () => false,
    html: ([line]) => {
      const level = line.indexOf(' ');
      return '<h' + level + '>' + inline(line.slice(level + 1)) + '</h' + level + '>';
    },
  },
  {
    takes: (line) => /^(-{3,}|\*{3,})\s*$/.test(line),
    goesOn: () => false,
    html: () => '<hr />',
  },
  {
    takes: (line) => line.startsWith('>'),
    goesOn: (line) => line.startsWith('>'),
    html: (lines) => '<blockquote>' + toHtml(lines.map((line) => line.replace(/^> ?/, '')).join('\n')) + '</blockquote>',
  },
  {
    takes: (line) => /^[-*+] /.test(line),
    goesOn: (line) => /^([-*+] |  \S)/.test(line),
    html: (lines) => '<ul>' + items(lines, /^[-*+] /) + '</ul>',
  },
  {
    takes: (line) => /^\d+[.)] /.test(line),
    goesOn: (line) => /^(\d+[.)] |  \S)/.test(line),
    html: (lines) => '<ol>' + items(lines, /^\d+[.)] /) + '</ol>',
  },
];

function items(lines, marker) {
  const texts = [];
  for (const line of lines) {
    if (marker.test(line)) texts.push(line.replace(marker, ''));
    else texts[texts.length - 1] += ' ' + line.trim();
  }
  return texts.map((text) => '<li>' + inline(text) + '</li>').join('');
}

function toHtml(text) {
  const lines = text.split('\n');
  const html = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const kind = kinds.find((one) => one.takes(line));
    const own = [line];
    at += 1;
    if (kind) {
      while (at < lines.length && kind.goesOn(lines[at], own)) own.push(lines[at++]);
      html.push(kind.html(own));
    } else if (line.trim() !== '') {
      while (at < lines.length && lines[at].trim() !== '' && !kinds.some((one) => one.takes(lines[at]))) own.push(lines[at++]);
      html.push('<p>' + inline(own.join('\n')) + '</p>');
    }
  }
  return html.join('\n');
}

function show() {
  page.innerHTML = toHtml(source.value);
  const words = source.value.match(/[\p{L}\p{N}'-]+/gu) || [];
  count.textContent = words.length === 1 ? '1 word' : words.length + ' words';
}

source.addEventListener('input', show);
show();`;

/** The sample in the text field keeps its own margins: a page's indentation would make code of it. */
function withFlushSample(html: string): string {
  return html
    .replace(/(<textarea[^>]*>\n)([\s\S]*?)(?=<\/textarea>)/, (_, open: string, sample: string) => {
      return open + sample.replaceAll(/^ {4}/gm, '');
    })
    .replace(/\n {4}<\/textarea>/, '\n</textarea>');
}

export const markdownPreview: DemoProgram = {
  id: 'markdown-preview',
  title: 'Markdown',
  summary: 'a Markdown previewer',
  keywords: {
    previewer: 5,
    'markdown preview': 6,
    'markdown editor': 6,
    markdown: 4,
    editor: 4,
    'live preview': 3,
    writing: 1,
    notes: 2,
    text: 1,
    κειμενογραφο: 4,
  },
  files: { 'index.html': withFlushSample(page({ id: 'markdown-preview', title: 'Markdown', style, body, script })) },
  parameters: [{ kind: 'number', property: '--size', words: ['preview'], least: 0.7, most: 1.8 }],
};
