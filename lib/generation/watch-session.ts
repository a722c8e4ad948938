import { isRunning } from '../session/run-machine.ts';
import { presentFiles, type SessionState } from '../session/session-state.ts';
import type { FoldedEvent, OpenSession } from './open-session.ts';

/** Notes what must never be, at every event of an open session. */
export function watchSession(session: OpenSession): { readonly problems: readonly string[] } {
  const problems: string[] = [];

  session.listen((folded) => {
    const problem = lateWriting(folded) ?? missedRedirect(folded) ?? brokenState(folded.after);
    if (problem) problems.push(`${folded.event.sequence} ${folded.event.type}: ${problem}`);
  });

  return {
    problems,
  };
}

/** What people typed and nobody took away, but is in no file any more. */
export function lostLetters(typed: ReadonlySet<string>, state: SessionState): string[] {
  const kept = new Set([...state.files.values()].flatMap((file) => [...file.text.toString()]));
  return [...typed].filter((letter) => !kept.has(letter));
}

/** What an attempt did after it was told to stop, or after another one had begun. */
function lateWriting({ event, before }: FoldedEvent): string | null {
  if (!('by' in event) || event.by.kind !== 'model') return null;
  const { run } = before;
  // What Stop takes back, because the person had not seen it, is the run's own change too, with no place of a pen.
  if (event.type === 'text-changed' && event.penAt === undefined) return null;
  const mayWrite = ['connecting', 'queued', 'thinking', 'writing'].includes(run.status);
  const isCurrent = isRunning(run) && run.runId === event.by.runId && run.attempt === event.by.attempt;
  return mayWrite && isCurrent ? null : `attempt ${event.by.attempt} wrote while ${JSON.stringify(run)}`;
}

/** A redirect that the next attempt, or the end of the run, passed over. */
function missedRedirect({ event, before }: FoldedEvent): string | null {
  if (before.run.status !== 'redirecting') return null;
  if (event.type === 'attempt-started' && event.reason !== 'redirect') return `the redirect became a ${event.reason}`;
  return event.type === 'run-ended' ? 'the redirect was not followed' : null;
}

function brokenState(state: SessionState): string | null {
  const paths = presentFiles(state).map((file) => file.path);
  if (new Set(paths).size < paths.length) return `two files of one name in ${paths.join(', ')}`;
  for (const run of state.runs) {
    const penFile = run.pen && state.files.get(run.pen.fileId);
    if (run.pen && (!penFile || run.pen.at > penFile.text.length)) return `the pen is at ${run.pen.at}`;
    for (const [fileId, { review, restore }] of run.reviews) {
      const length = state.files.get(fileId)?.text.length;
      if (review.inverse.length !== length || (restore && restore.length !== length))
        return `a review fits not ${fileId}`;
    }
  }
  return null;
}
