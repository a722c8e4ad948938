import type * as Monaco from 'monaco-editor';
import type { FileModels } from './file-models.ts';

/** Something wrong in a file, as the program told it: shown as a squiggle. Lines and columns count from 1. */
export interface EditorProblem {
  readonly fileId: string;
  readonly line: number;
  readonly column: number | null;
  readonly text: string;
}

/** Squiggles under what is wrong, in all files of a session. */
export interface ProblemMarks {
  show(problems: readonly EditorProblem[]): void;
  /** Models came or went. */
  refresh(): void;
}

/** Ours alone: the language's own marks have other owners. */
const owner = 'flint';

export function createProblemMarks(monaco: typeof Monaco, models: FileModels): ProblemMarks {
  let problems: readonly EditorProblem[] = [];
  let marked = new Set<string>();

  function refresh(): void {
    const now = new Set(problems.map(({ fileId }) => fileId));
    for (const fileId of new Set([...marked, ...now])) {
      const file = models.of(fileId);
      if (!file) continue;
      const own = problems.filter((problem) => problem.fileId === fileId);
      monaco.editor.setModelMarkers(
        file.model,
        owner,
        own.map((problem) => ({ severity: monaco.MarkerSeverity.Error, ...markOf(problem, file.model) })),
      );
    }
    marked = now;
  }

  return {
    show(next) {
      problems = next;
      refresh();
    },
    refresh,
  };
}

/** Where a problem is marked: its word; without a column, its line. What is beyond the text is marked at its end. */
export function markOf(
  { line, column, text }: EditorProblem,
  model: Pick<
    Monaco.editor.ITextModel,
    'getLineCount' | 'getLineFirstNonWhitespaceColumn' | 'getLineMaxColumn' | 'getWordAtPosition'
  >,
): Omit<Monaco.editor.IMarkerData, 'severity'> {
  const lineNumber = Math.min(Math.max(1, line), model.getLineCount());
  const lineEnd = model.getLineMaxColumn(lineNumber);
  const lineStart = Math.max(1, model.getLineFirstNonWhitespaceColumn(lineNumber));
  const place = { message: text, startLineNumber: lineNumber, endLineNumber: lineNumber };
  if (column === null || lineNumber !== line) return { ...place, startColumn: lineStart, endColumn: lineEnd };
  const at = Math.min(Math.max(1, column), lineEnd);
  const word = model.getWordAtPosition({ lineNumber, column: at });
  // Behind the last character there is nothing to mark.
  const startColumn = word?.startColumn ?? (at === lineEnd ? Math.max(lineStart, at - 1) : at);
  return { ...place, startColumn, endColumn: word?.endColumn ?? Math.min(lineEnd, startColumn + 1) };
}
