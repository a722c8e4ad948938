/** The colours and sizes that every page names at its top, so that a small edit can change them. */
export interface PageTheme {
  readonly scheme: 'light' | 'dark';
  readonly accent: string;
  readonly onAccent?: string;
  readonly radius?: string;
  /** Further custom properties, in order. */
  readonly further?: Readonly<Record<`--${string}`, string>>;
}

export const palettes = {
  light: { bg: '#f6f6f3', surface: '#ffffff', text: '#1c1d1b', muted: '#5f625d', line: '#dcddd7' },
  dark: { bg: '#101211', surface: '#191c1b', text: '#eceeec', muted: '#9aa19d', line: '#2d322f' },
} as const;

/** The `:root` rule with a page's theme. */
export function themeRule({ scheme, accent, onAccent = '#ffffff', radius = '10px', further = {} }: PageTheme): string {
  const palette = palettes[scheme];
  const properties: Record<string, string> = {
    '--bg': palette.bg,
    '--surface': palette.surface,
    '--text': palette.text,
    '--muted': palette.muted,
    '--line': palette.line,
    '--accent': accent,
    '--on-accent': onAccent,
    '--radius': radius,
    '--text-size': '1',
    '--font': 'ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif',
    ...further,
  };
  const lines = Object.entries(properties).map(([name, value]) => `  ${name}: ${value};`);
  return `:root {\n  color-scheme: ${scheme};\n${lines.join('\n')}\n}`;
}

/** What every page starts from: type, buttons, fields and a visible focus. */
export const baseRules = `* {
  box-sizing: border-box;
}

html {
  font-size: calc(16px * var(--text-size));
}

body {
  margin: 0;
  min-height: 100vh;
  background: var(--bg);
  color: var(--text);
  font-family: var(--font);
  line-height: 1.5;
}

h1 {
  margin: 0;
  font-size: 1.375rem;
  font-weight: 650;
  letter-spacing: -0.015em;
  line-height: 1.2;
}

p {
  margin: 0;
}

button,
input,
textarea,
select {
  font: inherit;
  color: inherit;
}

button {
  padding: 0.45rem 0.9rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  font-weight: 550;
  white-space: nowrap;
  cursor: pointer;
}

button:hover {
  border-color: var(--muted);
}

button.primary {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on-accent);
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}`;

export interface PageParts {
  readonly id: string;
  readonly title: string;
  /** Written inside the page; without it the page links `style.css`. */
  readonly style?: string;
  readonly body: string;
  /** Written inside the page at its end; without it `scriptFile` is linked, where there is one. */
  readonly script?: string;
  readonly scriptFile?: string;
}

/** A whole HTML page with the marker by which Demo knows its own. */
export function page({ id, title, style, body, script, scriptFile }: PageParts): string {
  const styled =
    style === undefined
      ? '    <link rel="stylesheet" href="style.css" />'
      : `    <style>\n${indent(style.trim(), 6)}\n    </style>`;
  const scripted =
    script === undefined
      ? scriptFile === undefined
        ? ''
        : `\n    <script src="${scriptFile}"></script>`
      : `\n\n    <script>\n${indent(script.trim(), 6)}\n    </script>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="generator" content="Flint Demo: ${id}" />
    <title>${title}</title>
${styled}
  </head>
  <body>
${indent(body.trim(), 4)}${scripted}
  </body>
</html>
`;
}

function indent(text: string, by: number): string {
  const space = ' '.repeat(by);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : space + line))
    .join('\n');
}
