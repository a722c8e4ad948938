import type { EditStep } from './edit-step.ts';

type NoteCode = Extract<EditStep, { type: 'note' }>['code'];

/**
 * Where the readers of an answer put what they understood. It keeps the promises of EditStep's order: notes that come up
 * within a file wait until it is closed, a whole file ends with exactly one line end, prose keeps its paragraphs apart.
 */
export interface AnswerSteps {
  /** Words for people: a whole line with its line end, or the next piece of a line. An empty line is passed as '\n'. */
  prose(text: string): void;
  note(code: NoteCode, text: string): void;
  open(path: string | null, language: string | null, mode: 'whole' | 'edits'): void;
  content(text: string): void;
  endSearch(search: string): void;
  endReplace(): void;
  close(complete: boolean): void;
  remove(path: string): void;
  rename(path: string, newPath: string): void;
  /** The path of the file that was opened last; blocks of edits without a name go on with it. */
  readonly lastPath: string | null;
  /** Nothing was given out yet. */
  readonly isEmpty: boolean;
  /** The steps since the last call. */
  take(): EditStep[];
}

export function createAnswerSteps(): AnswerSteps {
  let steps: EditStep[] = [];
  let lateNotes: EditStep[] = [];
  let mode: 'none' | 'whole' | 'edits' = 'none';
  let lastPath: string | null = null;
  let isEmpty = true;

  let heldBreaks = '';
  let fileEnd = '';

  let hasProse = false;
  let isInProseLine = false;
  let blankLines = 0;
  let isAfterBlock = false;

  function push(step: EditStep) {
    isEmpty = false;
    steps.push(step);
  }

  /** After anything that is no prose, prose starts a new paragraph. */
  function breakProse() {
    blankLines = 0;
    isAfterBlock = true;
    isInProseLine = false;
  }

  function pushContent(text: string) {
    if (text === '') return;
    fileEnd = text.slice(-1);
    push({ type: 'content', text });
  }

  return {
    get lastPath() {
      return lastPath;
    },
    get isEmpty() {
      return isEmpty;
    },
    take() {
      const taken = steps;
      steps = [];
      return taken;
    },
    prose(text) {
      if (!isInProseLine && text === '\n') {
        blankLines++;
        return;
      }
      const gap = !isInProseLine && hasProse ? '\n'.repeat(isAfterBlock ? 1 : blankLines) : '';
      push({ type: 'prose', text: gap + text });
      hasProse = true;
      isInProseLine = !text.endsWith('\n');
      blankLines = 0;
      isAfterBlock = false;
    },
    note(code, text) {
      if (mode === 'none') {
        push({ type: 'note', code, text });
        breakProse();
      } else lateNotes.push({ type: 'note', code, text });
    },
    open(path, language, newMode) {
      push({ type: 'file-opened', path, language, mode: newMode });
      mode = newMode;
      heldBreaks = '';
      fileEnd = '';
      if (path !== null) lastPath = path;
    },
    content(text) {
      if (mode === 'edits') {
        pushContent(text);
        return;
      }
      // Line ends past the first wait for text behind them: at the end of the file they are too many.
      const all = heldBreaks + text;
      let end = all.length;
      while (end > 0 && all[end - 1] === '\n') end--;
      if (end > 0 || (fileEnd !== '' && fileEnd !== '\n')) end = Math.min(end + 1, all.length);
      heldBreaks = all.slice(end);
      pushContent(all.slice(0, end));
    },
    endSearch(search) {
      push({ type: 'search-ended', search });
    },
    endReplace() {
      push({ type: 'replace-ended' });
    },
    close(complete) {
      if (mode === 'none') return;
      if (mode === 'whole' && complete && fileEnd !== '' && fileEnd !== '\n') pushContent('\n');
      push({ type: 'file-closed', complete });
      mode = 'none';
      for (const note of lateNotes) push(note);
      lateNotes = [];
      breakProse();
    },
    remove(path) {
      push({ type: 'file-deleted', path });
      breakProse();
    },
    rename(path, newPath) {
      push({ type: 'file-renamed', path, newPath });
      breakProse();
    },
  };
}
