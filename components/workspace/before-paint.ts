/**
 * Runs before the first paint: sets the remembered theme and pane sizes, so that nothing jumps, and whether there is a
 * right to edit, so that who only watches is not shown for a moment what they cannot use. Takes the edit token out of the
 * address (`#edit=…`) before anything else can read it there. Plain script text, because it stands in the head.
 */
export const beforePaint = `(() => {
  const root = document.documentElement;
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const theme = read('flint:theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  try {
    const layout = JSON.parse(read('flint:layout') || '{}');
    if (layout.filesOpen !== undefined) root.dataset.files = layout.filesOpen ? 'open' : 'closed';
    if (layout.previewOpen === false) root.dataset.preview = 'closed';
    if (layout.consoleOpen === true) root.dataset.console = 'open';
    if (Number.isFinite(layout.filesWidth)) root.style.setProperty('--files-width', layout.filesWidth + 'px');
    if (Number.isFinite(layout.previewShare)) root.style.setProperty('--preview-share', layout.previewShare);
  } catch {}
  const edit = /^#edit=([\\w-]+)$/.exec(location.hash);
  const session = /^\\/s\\/([\\w-]+)/.exec(location.pathname);
  if (edit && session) {
    const former = read('flint:edit:' + session[1]);
    try {
      if (former && former !== edit[1]) localStorage.setItem('flint:edit-before:' + session[1], former);
      localStorage.setItem('flint:edit:' + session[1], edit[1]);
    } catch { window.flintEditToken = edit[1]; }
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  if (session) root.dataset.edit = read('flint:edit:' + session[1]) || window.flintEditToken ? 'yes' : 'no';
  else root.dataset.edit = 'yes';
})();`;
