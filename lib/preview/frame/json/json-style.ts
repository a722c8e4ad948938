/** The look of a tree. */
export const jsonStyle = `
body { padding: 16px 20px 32px; font: 400 13px/1.7 var(--mono); }
.json-tree details, .json-leaf { padding-left: 16px; }
.json-tree > details, .json-tree > .json-leaf { padding-left: 16px; }
.json-children { border-left: 1px solid var(--line); margin-left: -11px; padding-left: 11px; }
.json-leaf { overflow-wrap: anywhere; }
summary { margin-left: -16px; padding-left: 16px; position: relative; cursor: pointer; list-style: none; border-radius: 3px; }
summary::-webkit-details-marker { display: none; }
summary::before {
  content: '';
  position: absolute;
  left: 3px;
  top: 0.62em;
  border: 4px solid transparent;
  border-left: 5px solid var(--faint);
  border-right: 0;
}
details[open] > summary::before { transform: rotate(90deg); }
summary:hover { background: var(--surface); }
.json-name { color: var(--muted); }
.json-name::after { content: ':'; color: var(--faint); }
.json-size { color: var(--faint); }
details[open] > summary > .json-size { opacity: 0.7; }
.json-peek { margin-left: 1ch; color: var(--faint); }
details[open] > summary > .json-peek { display: none; }
summary { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.json-text { color: var(--ink-green); white-space: pre-wrap; }
.json-number { color: var(--ink-blue); }
.json-word { color: var(--ink-magenta); }
.json-more {
  margin: 2px 0;
  padding: 0 6px;
  border: 1px solid var(--line-strong);
  border-radius: 3px;
  background: none;
  color: var(--muted);
  font: 400 12px/1.6 var(--sans);
  cursor: pointer;
}
.json-mistake {
  margin: 0 0 16px;
  padding: 8px 12px;
  border-left: 2px solid var(--problem);
  background: var(--problem-soft);
  color: var(--problem);
  font: 400 13px/1.5 var(--sans);
}
.json-mistake[hidden] { display: none; }
`;
