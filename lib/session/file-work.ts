import { type Change, changeToJson, Text } from '../document/change.ts';
import type { Author, ReviewMark, SessionEventBody } from './session-event.ts';
import { fileAtPath, type FileState, type SessionState } from './session-state.ts';

/** Work on several files, each step decided on the names as the steps before it leave them. What cannot be done is left out. */
export function startFileWork(state: SessionState, by: Author) {
  const files = new Map(state.files);
  const events: SessionEventBody[] = [];
  return {
    events,
    find: (fileId: string) => files.get(fileId),
    at: (path: string) => fileAtPath({ files }, path),
    freePath: (path: string) => freePath({ files }, path),
    changeText(file: FileState, change: Change, review?: ReviewMark): void {
      const json = changeToJson(change);
      const marked = review ? { review } : {};
      events.push({ type: 'text-changed', fileId: file.id, version: file.version + 1, change: json, by, ...marked });
    },
    /** Under the path itself, or one beside it that nobody has. */
    create(fileId: string, wantedPath: string): void {
      const path = freePath({ files }, wantedPath);
      files.set(fileId, { id: fileId, path, text: Text.empty, version: 0, isDeleted: false });
      events.push({ type: 'file-created', fileId, path, text: '', by });
    },
    remove(fileId: string): void {
      const file = files.get(fileId);
      if (!file || file.isDeleted) return;
      files.set(fileId, { ...file, isDeleted: true });
      events.push({ type: 'file-deleted', fileId, by });
    },
    bringBack(fileId: string): void {
      const file = files.get(fileId);
      if (!file?.isDeleted) return;
      const path = freePath({ files }, file.path);
      files.set(fileId, { ...file, path, isDeleted: false });
      events.push({ type: 'file-restored', fileId, path, by });
    },
    /** Whether it was done: not when the file is away, has got another name, or another file has this one. */
    rename(fileId: string, from: string, to: string): boolean {
      const file = files.get(fileId);
      if (!file || file.isDeleted || file.path !== from || fileAtPath({ files }, to)) return false;
      files.set(fileId, { ...file, path: to });
      events.push({ type: 'file-renamed', fileId, path: to, by });
      return true;
    },
  };
}

/** The path itself, or one beside it that nobody has. */
export function freePath(state: Pick<SessionState, 'files'>, path: string): string {
  if (!fileAtPath(state, path)) return path;
  const dot = path.lastIndexOf('.');
  const [stem, ending] = dot > path.lastIndexOf('/') ? [path.slice(0, dot), path.slice(dot)] : [path, ''];
  for (let count = 2; ; count++) {
    const candidate = `${stem}-${count}${ending}`;
    if (!fileAtPath(state, candidate)) return candidate;
  }
}
