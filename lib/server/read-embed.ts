import { takeSnapshot, type SessionSnapshot } from '../session/snapshot.ts';
import { findLane } from '../session/race.ts';
import { container } from './container.ts';
import { HttpError } from './http-error.ts';
import { readMoment } from './read-moment.ts';

/** A session as it is, or was at a moment, for a page; null when there is no such one. Throws when the store is out of reach. */
export async function readSessionAt(sessionId: string, at: string | null): Promise<SessionSnapshot | null> {
  try {
    const { state } = await readMoment(await container(), sessionId, at);
    return takeSnapshot(state);
  } catch (error) {
    if (error instanceof HttpError) return null;
    throw error;
  }
}

/** A file of a session as it is now, or of a racer's copy (named by its run), or null. Throws when the store is out of reach. */
export async function readFileForPage(
  sessionId: string,
  fileId: string,
  racer: string | null = null,
): Promise<{ readonly id: string; readonly path: string; readonly text: string; readonly version: number } | null> {
  try {
    const { state } = await readMoment(await container(), sessionId, null);
    const files = racer === null ? state.files : findLane(state, racer)?.files;
    const file = files?.get(fileId);
    return file ? { id: file.id, path: file.path, text: file.text.toString(), version: file.version } : null;
  } catch (error) {
    if (error instanceof HttpError) return null;
    throw error;
  }
}
