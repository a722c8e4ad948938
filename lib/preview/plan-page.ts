import { buildDocument, isInsideScriptOrTag } from './build-document.ts';
import type { PreviewFile, ReadFile } from './build-document.ts';
import { changedMarkup } from './changed-markup.ts';
import { inlineStyles } from './inline-styles.ts';
import { planPageModules } from './plan-page-modules.ts';
import type { PreviewInput, PreviewPlan, PreviewStep, Shown, ShownDocument } from './preview-step.ts';

/**
 * Plans for a page. A page that a model writes at its end is written on in the same frame; a changed style sheet is
 * exchanged in place; changed markup is tried in place, as soon as its tags are whole; anything else makes a new frame.
 * A script in the middle of being written is never run: until the pen has left it, the last good state stays. Its modules
 * are built, and run in it once it is whole.
 */
export function planPage(shown: Shown | null, input: PreviewInput & { readonly entry: PreviewFile }): PreviewPlan {
  const styled = { ...input, readFile: withInlinedStyles(input.readFile) };
  return planPageModules(planDocument(shown, styled), shown, styled);
}

function planDocument(shown: Shown | null, input: PreviewInput & { readonly entry: PreviewFile }): PreviewPlan {
  const { readFile, pen } = input;
  const { path, text } = input.entry;
  const same = shown?.kind === 'document' && shown.path === path ? shown : null;
  const isUnfinished = pen?.path === path;
  const complete = !isUnfinished || !(pen.isRewriting || text.slice(pen.at).trim() === '');
  if (isUnfinished && complete && isInsideScriptOrTag(text, pen.at)) return { steps: [], shown };

  const entry = complete || !pen ? input.entry : { path, text: text.slice(0, pen.at) };
  const kept = buildDocument(entry, (one) => same?.styles.get(one)?.sent ?? readFile(one), {
    complete,
    forFrame: true,
  });
  if (pen && !isUnfinished && kept.parts.includes(pen.path)) return restyle([], shown, readFile);

  if (same && kept.html === same.html && (same.isOpen || complete)) {
    if (!complete || !same.isOpen) return restyle([], same, readFile);
    return restyle([{ do: 'finish', html: '' }], { ...same, isOpen: false }, readFile);
  }
  if (same?.isOpen && kept.html.startsWith(same.html)) {
    const html = kept.html.slice(same.html.length);
    const styles = withStyles(kept.styles, readFile, same.styles);
    return restyle(
      [{ do: complete ? 'finish' : 'write', html }],
      { ...same, html: kept.html, isOpen: !complete, styles },
      readFile,
    );
  }
  if (same && !same.isOpen && same.mayPatch && complete) {
    const changed = changedMarkup(same.html, kept.html);
    if (changed !== 'script') {
      const styles = withStyles(kept.styles, readFile, same.styles);
      const plan = restyle([{ do: 'patch', html: kept.html }], { ...same, html: kept.html, styles }, readFile);
      return changed === 'half' ? { ...plan, quietMs: halfTagMs } : plan;
    }
  }
  const fresh = buildDocument(entry, readFile, { complete, forFrame: true });
  // A page that has only just begun has nothing to show for the one that stands.
  if (!complete && fresh.html === '') return { steps: [], shown };
  const next = {
    kind: 'document' as const,
    path,
    html: fresh.html,
    isOpen: !complete,
    mayPatch: true,
    styles: withStyles(fresh.styles, readFile, new Map()),
    modules: null,
  };
  if (!complete) return { steps: [{ do: 'begin', html: fresh.html }], shown: next };
  return { steps: [{ do: 'replace', html: fresh.html, ...(same ? { keepsState: true } : {}) }], shown: next };
}

/** Who types a tag closes it soon. */
const halfTagMs = 400;

/** Style sheets with what they take from other files put in place. */
function withInlinedStyles(readFile: ReadFile): ReadFile {
  return (path) => {
    const text = readFile(path);
    return text !== null && /\.css$/i.test(path) ? inlineStyles(text, path, readFile, [path]) : text;
  };
}

function withStyles(
  paths: readonly string[],
  readFile: ReadFile,
  known: ShownDocument['styles'],
): ShownDocument['styles'] {
  const styles = new Map(known);
  for (const path of paths) {
    const css = readFile(path) ?? '';
    if (!styles.has(path)) styles.set(path, { sent: css, now: css });
  }
  return styles;
}

function restyle(steps: readonly PreviewStep[], shown: Shown | null, readFile: ReadFile): PreviewPlan {
  if (shown?.kind !== 'document') return { steps, shown };
  const changed = [...shown.styles].filter(([path, style]) => (readFile(path) ?? '') !== style.now);
  if (changed.length === 0) return { steps, shown };
  const styles = new Map(shown.styles);
  for (const [path, { sent }] of changed) styles.set(path, { sent, now: readFile(path) ?? '' });
  return {
    steps: [...steps, ...changed.map(([path]) => ({ do: 'restyle' as const, path, css: readFile(path) ?? '' }))],
    shown: { ...shown, styles },
  };
}
