import type { PreviewFile } from './build-document.ts';
import type { PreviewInput, PreviewPlan, Shown } from './preview-step.ts';
import { kindOf } from './program-kind.ts';
import type { TextProgram } from './text-program.ts';

/** What is half typed is mostly malformed: it is not called so before typing has paused. */
const quietMs = 400;

/**
 * Plans for a document that is shown as it stands: Markdown, JSON, a drawing. It grows in one frame while it is written;
 * what it misses at its end is closed up by its engine. A model that writes in its middle is not followed where half of
 * it would be malformed.
 */
export function planText(
  engine: 'markdown' | 'json' | 'drawing',
  shown: Shown | null,
  { entry, paths, readFile, pen }: PreviewInput & { readonly entry: PreviewFile },
): PreviewPlan {
  const before = shown?.kind === 'run' && shown.engine === engine ? shown : null;
  const isUnfinished = pen?.path === entry.path;
  const isAtEnd = isUnfinished && (pen.isRewriting || entry.text.slice(pen.at).trim() === '');
  if (isUnfinished && !isAtEnd && engine !== 'markdown' && before) return { steps: [], shown };

  const text = isAtEnd ? entry.text.slice(0, pen.at) : entry.text;
  // One that has only just begun has nothing to show for what stands.
  if (isUnfinished && text.trim() === '' && shown) return { steps: [], shown };
  const others = engine === 'markdown' ? paths.filter((path) => path !== entry.path && isShownBeside(path)) : [];
  const program: TextProgram = {
    path: entry.path,
    text,
    isWhole: !isUnfinished,
    files: Object.fromEntries(others.map((path) => [path, readFile(path) ?? ''])),
  };
  const source = JSON.stringify(program);
  const now = { kind: 'run' as const, engine, path: entry.path, source, isOpen: isUnfinished };
  if (before?.source === source) return { steps: [], shown: now };
  const isTyped = engine !== 'markdown' && !isUnfinished && before?.path === entry.path && !before.isOpen;
  return {
    steps: [{ do: 'run', engine, program, keepsFrame: before !== null }],
    shown: now,
    ...(isTyped ? { quietMs } : {}),
  };
}

/** What a document may lead to, or show. */
function isShownBeside(path: string): boolean {
  const kind = kindOf(path);
  return kind === 'markdown' || kind === 'drawing';
}
