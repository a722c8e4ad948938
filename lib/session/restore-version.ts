import { ok, refuse, type Result } from '../base/result.ts';
import { changeBetween } from '../document/change-between.ts';
import { startFileWork } from './file-work.ts';
import { refusal, type Refusal } from './refusal.ts';
import { isRunning } from './run-machine.ts';
import type { Author, SessionEventBody } from './session-event.ts';
import { presentFiles, type SessionState } from './session-state.ts';

/**
 * Makes the files stand again as they did right after `sequence`, when the state was `past`. Nothing is lost: what stands
 * now is a moment of the log too. Files made since are deleted, and can be brought back.
 */
export function decideRestoreVersion(
  state: SessionState,
  sequence: number,
  past: SessionState | null,
  by: Author,
): Result<readonly SessionEventBody[], Refusal> {
  if (!past) return refuse(refusal('unknown-version'));
  if (isRunning(state.run)) return refuse(refusal('run-going'));
  const work = startFileWork(state, by);
  // What goes, goes first, so that its names are free.
  for (const file of presentFiles(state)) if (past.files.get(file.id)?.isDeleted !== false) work.remove(file.id);
  const wanted = presentFiles(past);
  for (const { id } of wanted) work.bringBack(id);
  for (const { id, path } of wanted) {
    const file = work.find(id);
    if (!file || file.path === path) continue;
    // Whoever has the name now gets its own old one at its turn.
    const holder = work.at(path);
    if (holder) work.rename(holder.id, path, work.freePath(path));
    work.rename(id, file.path, path);
  }
  for (const { id, text } of wanted) {
    const file = work.find(id);
    const change = file ? changeBetween(file.text, text) : null;
    if (file && change && !change.empty) work.changeText(file, change);
  }
  return ok(work.events.length > 0 ? [...work.events, { type: 'version-restored', moment: sequence, by }] : []);
}
