import { strToU8, zipSync } from 'fflate';
import { eventToWireJson } from '../session/event-codec.ts';
import { presentFiles } from '../session/session-state.ts';
import { findRecord, holdSession } from './access.ts';
import { type Container, container } from './container.ts';
import { answer, HttpError } from './http-error.ts';

/** `GET /api/sessions/:id/export`: the whole log, one event a line (`format=jsonl`), or the files as they are now (`zip`). */
export function exportSession(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const { head } = await findRecord(flint, sessionId);
    const format = new URL(request.url).searchParams.get('format') ?? 'jsonl';
    if (format === 'zip') return sendZip(flint, sessionId);
    if (format !== 'jsonl')
      throw new HttpError(501, 'not-yet', `There is no export as “${format.slice(0, 20)}” yet: use jsonl or zip.`);
    const events = await flint.log.readAll(sessionId, { upTo: head });
    return new Response(events.map((event) => `${eventToWireJson(event)}\n`).join(''), {
      headers: {
        'Content-Type': 'application/jsonl; charset=utf-8',
        'Content-Disposition': `attachment; filename="flint-${sessionId.slice(0, 8)}.jsonl"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}

/** Paths were made safe when the files were: none leads out of the folder that it is unpacked in. */
async function sendZip(flint: Container, sessionId: string): Promise<Response> {
  const { session, release } = await holdSession(flint, sessionId);
  try {
    const files = presentFiles(session.state).map(({ path, text }) => [path, strToU8(text.toString())] as const);
    return new Response(new Uint8Array(zipSync(Object.fromEntries(files))), {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="flint-${sessionId.slice(0, 8)}.zip"`,
        'Cache-Control': 'no-store',
      },
    });
  } finally {
    release();
  }
}
