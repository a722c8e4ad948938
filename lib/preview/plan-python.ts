import type { PreviewFile } from './build-document.ts';
import type { PreviewInput, PreviewPlan, Shown, ShownRun } from './preview-step.ts';
import { kindOf } from './program-kind.ts';
import type { PythonProgram } from './python-program.ts';

/** Typing starts the program anew when it has paused so long: long enough to finish a word, and not every word runs. */
const quietMs = 800;

/**
 * Plans for a program of Python. Half a program does not run: while a model writes anything that the program may use, what
 * ran before stays, and where nothing ran the interpreter is made ready. It runs as soon as the pen has left.
 * Every run is in the same frame, where the interpreter is.
 */
export function planPython(
  shown: Shown | null,
  { entry, paths, readFile, pen }: PreviewInput & { readonly entry: PreviewFile },
): PreviewPlan {
  const before = shown?.kind === 'run' && shown.engine === 'python' ? shown : null;
  const same = before?.path === entry.path ? before : null;
  const isBeingWritten = pen !== null && isOfProgram(pen.path);
  // An empty file is one that is about to be written.
  const isUnfinished = isBeingWritten || entry.text.trim() === '';
  if (isUnfinished && same) return { steps: [], shown: { ...same, isOpen: same.isOpen || isBeingWritten } };

  const program: PythonProgram = {
    entry: entry.path,
    files: isUnfinished ? {} : Object.fromEntries(paths.map((path) => [path, readFile(path) ?? ''])),
    isWhole: !isUnfinished,
  };
  const source = isUnfinished ? '' : sourceOf(program);
  const now: ShownRun = { kind: 'run', engine: 'python', path: entry.path, source, isOpen: isBeingWritten };
  if (!isUnfinished && same?.source === source) return { steps: [], shown: now };
  const isTyped = same !== null && !same.isOpen;
  return {
    steps: [{ do: 'run', engine: 'python', program, keepsFrame: before !== null }],
    shown: now,
    ...(isTyped ? { quietMs } : {}),
  };
}

/** Whether a program of Python may import or read such a file. Pages, texts and scripts stand beside it by themselves. */
function isOfProgram(path: string): boolean {
  const kind = kindOf(path);
  return (kind === 'python' || kind === 'json' || kind === null) && !/\.css$/i.test(path);
}

/** All that makes it this program: the same again need not run again. */
function sourceOf({ entry, files }: PythonProgram): string {
  const parts = Object.entries(files).filter(([path]) => isOfProgram(path));
  return JSON.stringify([entry, parts.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
