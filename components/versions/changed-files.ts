import { type SessionState, presentFiles } from '../../lib/session/session-state.ts';

/** A file that is not the same at two moments; a side is null where the file was not there. */
export interface ChangedFile {
  readonly id: string;
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A file as it stands now. */
export interface FileNow {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

/** The files that differ between a moment and now, by path. A file that only got another name counts as changed. */
export function changedFiles(past: SessionState, now: readonly FileNow[]): readonly ChangedFile[] {
  const gone = new Map(presentFiles(past).map((file) => [file.id, file]));
  const changed: ChangedFile[] = [];
  for (const { id, path, text } of now) {
    const old = gone.get(id);
    gone.delete(id);
    const before = old ? old.text.toString() : null;
    if (before !== text || old?.path !== path) changed.push({ id, path, before, after: text });
  }
  for (const { id, path, text } of gone.values()) changed.push({ id, path, before: text.toString(), after: null });
  return changed.toSorted((a, b) => a.path.localeCompare(b.path));
}
