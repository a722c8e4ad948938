/** The look of a program's text and drawing. */
export const surfaceStyle = `
.python { display: grid; grid-template-rows: minmax(0, 1fr) auto; height: 100%; }
.terminal-log {
  overflow: auto;
  padding: 16px 20px;
  font: 400 13px/1.6 var(--mono);
  font-variant-ligatures: none;
  tab-size: 8;
  outline-offset: -2px;
}
.terminal-line { white-space: pre-wrap; overflow-wrap: anywhere; min-height: 1.6em; }
.terminal-line:empty:last-of-type { min-height: 0; }
.terminal-line .error { color: var(--problem); }
.terminal-line .trace { color: var(--faint); }
.terminal-line .typed { color: var(--ember); }
.terminal-asks { display: flex; flex-wrap: wrap; }
.terminal-field {
  flex: 1 1 8ch;
  min-width: 8ch;
  max-width: 48ch;
  margin: 0;
  padding: 0;
  border: 0;
  border-bottom: 1px solid var(--line-strong);
  border-radius: 0;
  background: none;
  color: var(--ember);
  font: inherit;
  caret-color: var(--ember);
  outline: 0;
}
.terminal-field:focus { border-bottom-color: var(--ember); }
.terminal-figure { display: block; max-width: min(100%, 720px); margin: 8px 0; border-radius: 4px; background: #fff; }
.terminal-note { margin: 0 0 4px; color: var(--faint); font-family: var(--sans); }
.ink-bold { font-weight: 600; }
.ink-black { color: var(--faint); }
.ink-red { color: var(--ink-red); }
.ink-green { color: var(--ink-green); }
.ink-yellow { color: var(--ink-yellow); }
.ink-blue { color: var(--ink-blue); }
.ink-magenta { color: var(--ink-magenta); }
.ink-cyan { color: var(--ink-cyan); }
.ink-white { color: var(--muted); }
.python-board { position: relative; min-height: 0; background: #fff; color-scheme: light; }
.stage { position: absolute; inset: 0; width: 100%; height: 100%; outline: 0; touch-action: none; }
.python-draws { grid-template-rows: minmax(0, 1fr) auto auto; }
.python-draws .terminal-log { max-height: 34vh; padding-block: 8px; border-top: 1px solid var(--line); }
.python-draws .terminal-log:not(:has(.terminal-line span, .terminal-line:nth-of-type(2), .terminal-asks)) { display: none; }
.python-foot {
  position: relative;
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 12px;
  height: 32px;
  padding: 0 8px 0 20px;
  border-top: 1px solid var(--line);
  color: var(--faint);
  font-size: 12px;
}
.python-foot span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.python[data-status='running'] .python-foot span, .python[data-status='waiting'] .python-foot span { color: var(--muted); }
.python-foot button {
  height: 24px;
  padding: 0 10px;
  border: 1px solid var(--line-strong);
  border-radius: 4px;
  background: none;
  color: var(--text);
  font: 500 12px/1 var(--sans);
  cursor: pointer;
}
.python-foot button:hover { background: var(--surface); }
.python-foot button[hidden] { display: none; }
.python-progress { position: absolute; inset: -1px 0 auto; height: 1px; overflow: hidden; }
.python[data-status='loading'] .python-progress::after {
  content: '';
  position: absolute;
  inset: 0;
  background: var(--ember);
  transform-origin: left;
  animation: python-wait 1.6s ease-in-out infinite;
}
.python[data-status='loading'] .python-progress-known::after { animation: none; transform: scaleX(var(--done)); transition: transform 0.2s; }
@keyframes python-wait { from { transform: translateX(-100%) scaleX(0.4); } to { transform: translateX(100%) scaleX(0.4); } }
@media (prefers-reduced-motion: reduce) {
  .python[data-status='loading'] .python-progress::after { animation: none; opacity: 0.5; }
}
`;
