/** The look of a document. */
export const markdownStyle = `
html { scroll-padding-top: 24px; }
article { max-width: 68ch; margin: 0 auto; padding: 40px 24px 96px; font-size: 15px; line-height: 1.65; overflow-wrap: break-word; }
article > :first-child { margin-top: 0; }
h1, h2, h3, h4, h5, h6 { margin: 2em 0 0.6em; font-weight: 600; line-height: 1.3; letter-spacing: -0.01em; }
h1 { margin-top: 1.2em; font-size: 1.9em; letter-spacing: -0.022em; }
h2 { padding-bottom: 0.3em; border-bottom: 1px solid var(--line); font-size: 1.35em; }
h3 { font-size: 1.12em; }
h4, h5, h6 { font-size: 1em; }
h5, h6 { color: var(--muted); }
p, ul, ol, blockquote, pre, .table, dl { margin: 0 0 1.1em; }
ul, ol { padding-left: 1.5em; }
li { margin: 0.25em 0; }
li > ul, li > ol { margin-bottom: 0; }
li::marker { color: var(--faint); }
li:has(> input[type='checkbox']), li:has(> p > input[type='checkbox']) { list-style: none; }
input[type='checkbox'] {
  appearance: none;
  width: 14px;
  height: 14px;
  margin: 0 8px 0 -22px;
  border: 1px solid var(--line-strong);
  border-radius: 3px;
  vertical-align: -2px;
}
input[type='checkbox']:checked { border-color: var(--muted); background: var(--muted); }
input[type='checkbox']:checked::after {
  content: '';
  display: block;
  width: 4px;
  height: 8px;
  margin: 0 0 0 4px;
  border: solid var(--bg);
  border-width: 0 1.5px 1.5px 0;
  transform: rotate(45deg);
}
a { color: inherit; text-decoration: underline; text-decoration-color: var(--line-strong); text-underline-offset: 3px; }
a:hover { text-decoration-color: currentColor; }
blockquote { padding-left: 16px; border-left: 2px solid var(--line-strong); color: var(--muted); margin-inline: 0; }
blockquote > :last-child { margin-bottom: 0; }
code, kbd { font: 0.88em/1.5 var(--mono); }
:not(pre) > code, kbd { padding: 1px 5px; border: 1px solid var(--line); border-radius: 4px; background: var(--surface); }
pre {
  overflow-x: auto;
  padding: 14px 16px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--surface);
  line-height: 1.55;
  tab-size: 2;
}
pre code { font-size: 13px; }
.code-comment { color: var(--faint); }
.code-text { color: var(--ink-green); }
.code-number { color: var(--ink-blue); }
.code-word { color: var(--ink-magenta); }
.code-name { color: var(--ink-cyan); }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 24px 6px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; border-bottom-color: var(--line-strong); }
th[align='right'], td[align='right'] { text-align: right; }
th[align='center'], td[align='center'] { text-align: center; }
hr { height: 1px; margin: 2.4em 0; border: 0; background: var(--line); }
img { max-width: 100%; height: auto; }
.picture-missing { padding: 2px 6px; border: 1px dashed var(--line-strong); border-radius: 4px; color: var(--faint); font-size: 13px; }
.markdown-back {
  position: sticky;
  top: 12px;
  margin: 12px 0 -44px 16px;
  padding: 4px 10px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--bg);
  color: var(--muted);
  font: 500 12px/1.5 var(--sans);
  cursor: pointer;
}
.markdown-back:hover { color: var(--text); background: var(--surface); }
.markdown-back[hidden] { display: none; }
@media (max-width: 600px) { article { padding: 24px 16px 64px; } }
`;
