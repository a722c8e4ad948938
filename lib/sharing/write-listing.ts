import type { SharedProgram } from './shared-program.ts';

const style = `:root{color-scheme:light dark}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:14px/1.5 ui-sans-serif,system-ui,sans-serif}
h2{margin:2rem 0 .5rem;font-size:13px;font-weight:500;opacity:.7}
pre{margin:0;padding:1rem;overflow-x:auto;border:1px solid #8885;border-radius:6px;font:13px/1.5 ui-monospace,Menlo,monospace;tab-size:2}`;

/** The files of a program as a page to be read. */
export function writeListing({ title, files }: SharedProgram): string {
  const heading = escapeHtml(title);
  const parts = files.map(({ path, text }) => `<h2>${escapeHtml(path)}</h2>\n<pre>${escapeHtml(text)}</pre>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><style>${style}</style></head>
<body><h1>${heading}</h1>
${parts.join('\n')}
</body>
</html>
`;
}

/** Text as HTML shows it, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
