import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { FileView } from '../../lib/live/session-view.ts';

/** A part of a file that the next instruction is about. */
export interface Selected {
  readonly fileId: string;
  readonly from: number;
  readonly to: number;
  readonly lines: number;
}

/** What was asked of the session and is not seen in it yet: shown at once, as if it were. */
export type Pending =
  | { readonly kind: 'run' }
  | { readonly kind: 'stop'; readonly runId: string }
  | { readonly kind: 'redirect'; readonly runId: string; readonly attempt: number };

export type Place = 'code' | 'preview' | 'files';

/** What lies open on this page and is nobody else's business: tabs, the draft of an instruction, a dialog. */
export interface DeskState {
  readonly openFileIds: readonly string[];
  readonly activeFileId: string | null;
  /** Whether the open tab goes along with the model's pen: until the person opens another one. */
  readonly isFollowing: boolean;
  readonly selected: Selected | null;
  readonly draft: string;
  readonly pending: Pending | null;
  /** Why the last command was refused, in plain words. */
  readonly refusal: string | null;
  /** The stopped run whose work was kept or reverted by choice. */
  readonly settledRunId: string | null;
  readonly dialog: 'palette' | 'shortcuts' | 'share' | 'phone' | 'keys' | 'models' | null;
  /** The run whose version is compared with the files as they are now. */
  readonly comparedRunId: string | null;
  /** What a narrow window shows. */
  readonly place: Place;
}

export type Desk = StoreApi<DeskState>;

/** A desk with the file open that was asked for, or else that a person expects first. */
export function createDesk(files: readonly FileView[], path?: string): Desk {
  const first = firstFile(files, path);
  return createStore<DeskState>(() => ({
    openFileIds: first ? [first.id] : [],
    activeFileId: first?.id ?? null,
    isFollowing: true,
    selected: null,
    draft: '',
    pending: null,
    refusal: null,
    settledRunId: null,
    dialog: null,
    comparedRunId: null,
    place: 'code',
  }));
}

/** The file that is open at first. */
export function firstFile<File extends { readonly path: string }>(
  files: readonly File[],
  path?: string,
): File | undefined {
  return files.find((file) => file.path === path) ?? files.find((file) => file.path === 'index.html') ?? files[0];
}

/** Opens a file in a tab, or goes to its tab. */
export function withOpen(desk: DeskState, fileId: string): Partial<DeskState> {
  return {
    openFileIds: desk.openFileIds.includes(fileId) ? desk.openFileIds : [...desk.openFileIds, fileId],
    activeFileId: fileId,
  };
}

/** Closes a tab; its neighbour comes forward. */
export function withClosed(desk: DeskState, fileId: string): Partial<DeskState> {
  const at = desk.openFileIds.indexOf(fileId);
  const openFileIds = desk.openFileIds.filter((id) => id !== fileId);
  if (desk.activeFileId !== fileId) return { openFileIds };
  return { openFileIds, activeFileId: openFileIds[Math.min(Math.max(at, 0), openFileIds.length - 1)] ?? null };
}

/** Drops tabs of files that are gone; something stays open as long as there is a file. */
export function withFiles(desk: DeskState, files: readonly FileView[]): Partial<DeskState> {
  const ids = new Set(files.map((file) => file.id));
  let next = desk;
  for (const id of desk.openFileIds) if (!ids.has(id)) next = { ...next, ...withClosed(next, id) };
  const first = files[0];
  if (next.activeFileId === null && first) next = { ...next, ...withOpen(next, first.id) };
  if (next.selected && !ids.has(next.selected.fileId)) next = { ...next, selected: null };
  return next === desk ? {} : next;
}
