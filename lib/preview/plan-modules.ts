import type { PreviewFile } from './build-document.ts';
import { gatherFiles } from './modules/find-imports.ts';
import type { ModulesSource } from './modules-program.ts';
import type { PreviewInput, PreviewPlan, Shown } from './preview-step.ts';

/**
 * Plans for a program of modules. A new form of the one that runs is offered to its frame, which keeps its state where that
 * can be. While a model writes in one of its files, that file is given as far as the pen has come, with what stood behind
 * it: what of it can run is the compiler's to find, since only it can tell.
 */
export function planModules(shown: Shown | null, input: PreviewInput & { readonly entry: PreviewFile }): PreviewPlan {
  const { entry, pen } = input;
  const isBeingWritten = pen !== null || input.isRunning === true;
  const files = gatherFiles([entry], input.readFile);
  files[entry.path] = entry.text;
  const written = pen === null ? undefined : files[pen.path];
  const source: ModulesSource = {
    entries: [{ id: entry.path, path: entry.path, text: null }],
    files: pen !== null && written !== undefined ? { ...files, [pen.path]: written.slice(0, pen.at) } : files,
    importMap: {},
    unfinished: pen !== null && written !== undefined ? { path: pen.path, rest: written.slice(pen.at) } : null,
    isBeingWritten,
    isPage: false,
  };
  const same = shown?.kind === 'run' && shown.engine === 'modules' && shown.path === entry.path ? shown : null;
  const whole = JSON.stringify([source.files, source.unfinished, source.isBeingWritten]);
  if (same?.source === whole) return { steps: [], shown };
  return {
    steps: [{ do: 'run', engine: 'modules', program: source, keepsFrame: same !== null }],
    shown: { kind: 'run', engine: 'modules', path: entry.path, source: whole, isOpen: isBeingWritten },
  };
}
