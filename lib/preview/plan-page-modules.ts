import { buildDocument, type PreviewDocument, type PreviewFile } from './build-document.ts';
import { gatherFiles, importsReact } from './modules/find-imports.ts';
import type { ModulesSource } from './modules-program.ts';
import type { PreviewInput, PreviewPlan, PreviewStep, Shown } from './preview-step.ts';

/**
 * Adds to the plan of a page's document what becomes of its modules. They run when the page is whole. When only they
 * change, React is refreshed in place; other modules would start everything a second time, so the page begins anew with
 * them, and not before a model has finished.
 */
export function planPageModules(
  plan: PreviewPlan,
  before: Shown | null,
  input: PreviewInput & { readonly entry: PreviewFile },
): PreviewPlan {
  const { shown, steps } = plan;
  if (shown?.kind !== 'document' || shown.path !== input.entry.path || shown.isOpen || input.pen?.path === shown.path) {
    return plan;
  }
  const page = buildDocument(input.entry, input.readFile, { complete: true, forFrame: true });
  if (page.modules.length === 0) return plan;
  const program = sourceOf(page, input);
  const source = JSON.stringify([program.entries, program.files, program.unfinished, program.importMap]);
  const isOpen = program.isBeingWritten;
  const ran = before?.kind === 'document' && before.path === shown.path ? shown.modules : null;
  const isFresh = ran === null || steps.some((step) => step.do === 'replace');
  if (!isFresh && ran.source === source && ran.isOpen === isOpen) return plan;

  const run: PreviewStep = { do: 'run', engine: 'modules', program, keepsFrame: true };
  const next = { ...shown, modules: { source, isOpen } };
  const isReact = [...page.modules.map(({ text }) => text), ...Object.values(program.files)].some(
    (text) => text !== null && importsReact(text),
  );
  if (isOpen) return isReact ? { steps: [...steps, run], shown: next } : plan;
  if (isFresh || (isReact && !ran.isOpen)) return { steps: [...steps, run], shown: next };
  return {
    steps: [...steps, { do: 'replace', html: page.html, keepsState: true }, run],
    shown: { ...next, html: page.html },
  };
}

function sourceOf(
  { modules, importMap }: PreviewDocument,
  { entry, readFile, pen, isRunning }: PreviewInput,
): ModulesSource {
  const roots = modules.map(({ path, text }) => ({ path, text: text ?? readFile(path) ?? '' }));
  const files = gatherFiles(roots, readFile, importMap);
  for (const { path, text } of roots) if (path !== entry?.path) files[path] = text;
  const written = pen === null ? undefined : files[pen.path];
  return {
    entries: modules,
    files: pen !== null && written !== undefined ? { ...files, [pen.path]: written.slice(0, pen.at) } : files,
    importMap,
    unfinished: pen !== null && written !== undefined ? { path: pen.path, rest: written.slice(pen.at) } : null,
    isBeingWritten: pen !== null || isRunning === true,
    isPage: true,
  };
}
