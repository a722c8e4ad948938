/**
 * The calm look of what Flint itself shows in the frame (a program's text, a document, a tree): light or dark as the
 * page around it is. Pages that people make look as they say themselves.
 */
const look = `
:root {
  color-scheme: light dark;
  --bg: light-dark(#fcfbf9, #0e0d0c);
  --surface: light-dark(#f5f3ef, #151312);
  --text: light-dark(#1d1a17, #ebe7e1);
  --muted: light-dark(#5f5850, #a49c92);
  --faint: light-dark(#6f675e, #8e867d);
  --line: light-dark(#e6e1da, #262320);
  --line-strong: light-dark(#cfc8be, #3d3833);
  --ember: light-dark(#b93c08, #ff8147);
  --problem: light-dark(#a3282f, #ef8f8a);
  --problem-soft: light-dark(#a3282f12, #ef8f8a17);
  --selection: light-dark(#d9d1c4, #4a4138);
  --focus: light-dark(#3a342e, #d8d0c5);
  --ink-red: light-dark(#a3282f, #ef8f8a);
  --ink-green: light-dark(#3d6b2c, #9cc685);
  --ink-yellow: light-dark(#855d00, #dcb967);
  --ink-blue: light-dark(#2c5a94, #8ab4e6);
  --ink-magenta: light-dark(#7d3f86, #cf9bd8);
  --ink-cyan: light-dark(#1f6a6a, #7cc5c0);
  --sans: Geist, ui-sans-serif, system-ui, sans-serif;
  --mono: 'Geist Mono', ui-monospace, SFMono-Regular, Menlo, monospace;
}
html, body { height: 100%; margin: 0; }
body {
  background: var(--bg);
  color: var(--text);
  font: 400 14px/1.6 var(--sans);
  -webkit-font-smoothing: antialiased;
  -webkit-text-size-adjust: 100%;
}
* { box-sizing: border-box; scrollbar-width: thin; scrollbar-color: var(--line-strong) transparent; }
::selection { background: var(--selection); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
`;

/** Gives the document that look, the fonts that Flint serves, and what else an engine needs. Once a document. */
export function dress(assets: string, more: string): void {
  const style = document.createElement('style');
  style.textContent = `${fonts(assets)}${look}${more}`;
  document.head.append(style);
}

function fonts(assets: string): string {
  const face = (family: string, file: string) =>
    `@font-face { font-family: '${family}'; src: url('${assets}fonts/${file}') format('woff2'); font-weight: 100 900; font-display: swap; }`;
  return face('Geist', 'Geist-Variable.woff2') + face('Geist Mono', 'GeistMono-Variable.woff2');
}
