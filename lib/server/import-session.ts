import { setImmediate as breathe } from 'node:timers/promises';
import { limits } from '../session/limits.ts';
import { eventsPerBlock, type Snapshot } from '../log/event-store.ts';
import type { SessionState } from '../session/session-state.ts';
import { takeSnapshot } from '../session/snapshot.ts';
import { createLogReader, type ReadLog } from '../sharing/read-log.ts';
import { readZip, type ZipRefusal } from '../sharing/read-zip.ts';
import { clientAddress, requireAccessCode } from './access.ts';
import { type Container, container } from './container.ts';
import { answer, HttpError } from './http-error.ts';
import { makeSession, tellMadeSession } from './make-session.ts';
import { takeOne } from './rate-limits.ts';
import { mediaType, readBytes, readChunks, requireSameOrigin } from './read-request.ts';

/** A session of two million tokens has a log of about this size. */
const logBytes = 64 * 1024 * 1024;

/** A log that takes longer than this to check was made to. */
const mostCheckingMs = 20_000;

/** What is noted on the way waits in memory until the session is made. */
const mostSnapshotsLength = 32 * 1024 * 1024;

/** So many lines at once, then others have their turn. */
const linesAtOnce = 200;

/**
 * `POST /api/sessions/import`: makes a session of a log as `export?format=jsonl` gives it (`application/jsonl`), or of the
 * texts of a zip (`application/zip`, with `?title=`); 201 as for a new session. What is malformed is told with its line,
 * and then nothing is made. `leftOut` names the files of a zip that are no text.
 */
export function importSession(request: Request): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    requireSameOrigin(request, flint.environment);
    await requireAccessCode(request, flint);
    await takeOne(flint.rateLimits.imports, clientAddress(request));
    switch (mediaType(request)) {
      case 'application/jsonl':
      case 'application/x-ndjson':
        return importLog(request, flint);
      case 'application/zip':
      case 'application/x-zip-compressed':
        return importZip(request, flint);
      default:
        throw new HttpError(415, 'not-importable', 'Send a log as application/jsonl, or files as application/zip.');
    }
  });
}

async function importLog(request: Request, { log, environment }: Container): Promise<Response> {
  const { events, snapshots } = await readLog(request);
  const made = await makeSession(log, { events });
  // Only shortcuts: without them the first who opens it has all of it to fold.
  for (const snapshot of snapshots) await log.saveSnapshot(made.sessionId, snapshot).catch(() => {});
  return tellMadeSession(request, environment, made);
}

/** Checks the lines as they come in, and notes the state at the end of every block of events. */
async function readLog(request: Request): Promise<ReadLog & { readonly snapshots: readonly Snapshot[] }> {
  const reader = createLogReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const snapshots: Snapshot[] = [];
  let noted = 0;
  let snapshotsLength = 0;
  let unfinished = '';
  let checkingMs = 0;
  const take = async (lines: readonly string[]) => {
    for (let from = 0; from < lines.length; from += linesAtOnce) {
      const sinceMs = performance.now();
      for (const line of lines.slice(from, from + linesAtOnce)) {
        const refusal = reader.line(line);
        if (refusal) throw badLog(refusal);
        note(reader.state);
      }
      checkingMs += performance.now() - sinceMs;
      if (checkingMs > mostCheckingMs) throw new HttpError(413, 'too-large', 'This log takes too long to be checked.');
      await breathe();
    }
  };
  const note = (state: SessionState) => {
    if (state.sequence === noted || state.sequence % eventsPerBlock !== 0) return;
    noted = state.sequence;
    if (snapshotsLength > mostSnapshotsLength) return;
    const text = JSON.stringify(takeSnapshot(state));
    snapshotsLength += text.length;
    snapshots.push({ sequence: state.sequence, state: text });
  };
  for await (const chunk of readChunks(request, logBytes)) {
    const [first = '', ...others] = decode(decoder, chunk).split('\n');
    unfinished += first;
    const last = others.pop();
    if (last === undefined) continue;
    await take([unfinished, ...others]);
    unfinished = last;
  }
  await take([unfinished + decode(decoder)]);
  const outcome = reader.end();
  if (!outcome.ok) throw badLog(outcome.refusal);
  return { ...outcome.value, snapshots };
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new HttpError(422, 'bad-log', 'The log is not UTF-8 text.');
  }
}

function badLog({ line, message }: { readonly line: number; readonly message: string }): HttpError {
  return new HttpError(422, 'bad-log', `Line ${line} of the log was not understood: ${message}.`);
}

async function importZip(request: Request, { sessions, environment }: Container): Promise<Response> {
  const outcome = readZip(await readBytes(request, limits.sessionBytes));
  if (!outcome.ok) throw badZip(outcome.refusal);
  const { files, leftOut } = outcome.value;
  const title = new URL(request.url).searchParams.get('title')?.trim().slice(0, limits.titleLength) ?? '';
  const made = await sessions.create({ title, files });
  return tellMadeSession(request, environment, made, { leftOut: leftOut.slice(0, mostNamed) });
}

const mostNamed = 50;

const zipRefusals: Readonly<Record<ZipRefusal, readonly [status: number, message: string]>> = {
  'not-a-zip': [422, 'This is not a zip file, or it is damaged.'],
  'no-text': [422, 'There is no text file in this zip.'],
  'too-many-files': [413, `A session holds ${limits.files} files at most.`],
  'too-large': [413, 'What is in this zip is larger than a session.'],
};

function badZip(refusal: ZipRefusal): HttpError {
  const [status, message] = zipRefusals[refusal];
  return new HttpError(status, refusal === 'not-a-zip' || refusal === 'no-text' ? 'bad-zip' : 'too-large', message);
}
