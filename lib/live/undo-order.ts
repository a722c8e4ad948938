import { createHistory, type LocalHistory, mapOver, record, redo, undo } from '../document/local-undo.ts';
import type { Change, Text } from '../document/change.ts';

/** What an undo or a redo asks for: a change to a file's visible text, or a run to be taken back or brought again. */
export type UndoMove =
  | { readonly kind: 'change'; readonly fileId: string; readonly change: Change }
  | { readonly kind: 'run'; readonly runId: string };

type Step = { readonly kind: 'edit'; readonly fileId: string } | { readonly kind: 'run'; readonly runId: string };

/**
 * One person's undo over all files of a session: their own edits, and the runs they started, each one step, newest
 * first. Others' changes only move the places.
 */
export interface UndoOrder {
  recordEdit(
    fileId: string,
    change: Change,
    textBefore: Text,
    facts: { readonly nowMs: number; readonly joinable: boolean },
  ): void;
  recordRun(runId: string): void;
  /** Whatever is typed next begins a step of its own. */
  endStep(): void;
  mapOver(fileId: string, change: Change): void;
  /** The next step back. `textOf` gives the visible text. */
  undo(textOf: (fileId: string) => Text): UndoMove | null;
  redo(textOf: (fileId: string) => Text): UndoMove | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export function createUndoOrder(): UndoOrder {
  const histories = new Map<string, LocalHistory>();
  let done: Step[] = [];
  let undone: Step[] = [];
  let isEnded = false;
  const historyOf = (fileId: string) => histories.get(fileId) ?? createHistory();

  return {
    recordEdit(fileId, change, textBefore, facts) {
      const last = done.at(-1);
      const history = historyOf(fileId);
      // Typing goes on in the same step only while nothing else came between, in any file.
      const isContinued = !isEnded && last?.kind === 'edit' && last.fileId === fileId;
      isEnded = false;
      const before = isContinued ? history : { ...history, joinableSinceMs: null };
      const after = record(before, change, textBefore, facts);
      histories.set(fileId, after);
      if (after.done !== null && after.done.below === before.done) done = [...done, { kind: 'edit', fileId }];
      undone = [];
    },
    recordRun(runId) {
      done = [...done, { kind: 'run', runId }];
      undone = [];
    },
    endStep() {
      isEnded = true;
    },
    mapOver(fileId, change) {
      const history = histories.get(fileId);
      if (history) histories.set(fileId, mapOver(history, change));
    },
    undo: (textOf) => move('undo', textOf),
    redo: (textOf) => move('redo', textOf),
    get canUndo() {
      return done.length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
  };

  function move(direction: 'undo' | 'redo', textOf: (fileId: string) => Text): UndoMove | null {
    for (;;) {
      const from = direction === 'undo' ? done : undone;
      const step = from.at(-1);
      if (!step) return null;
      if (direction === 'undo') done = done.slice(0, -1);
      else undone = undone.slice(0, -1);
      const turned =
        step.kind === 'run' ? { kind: 'run' as const, runId: step.runId } : moveEdit(direction, step.fileId, textOf);
      if (!turned) continue; // Nothing of it is left: others deleted it.
      if (direction === 'undo') undone = [...undone, step];
      else done = [...done, step];
      return turned;
    }
  }

  function moveEdit(direction: 'undo' | 'redo', fileId: string, textOf: (fileId: string) => Text): UndoMove | null {
    const moved = (direction === 'undo' ? undo : redo)(historyOf(fileId), textOf(fileId));
    if (!moved) return null;
    histories.set(fileId, moved.history);
    return moved.change ? { kind: 'change', fileId, change: moved.change } : null;
  }
}
