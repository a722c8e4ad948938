import { strToU8, zipSync } from 'fflate';
import { eventToWireJson } from '../session/event-codec.ts';
import { programOf, type SharedProgram } from '../sharing/shared-program.ts';
import { writeGist } from '../sharing/write-gist.ts';
import { writePage } from '../sharing/write-page.ts';
import { findRecord } from './access.ts';
import { type Container, container } from './container.ts';
import { answer, HttpError } from './http-error.ts';
import { readMoment } from './read-moment.ts';

/**
 * `GET /api/sessions/:id/export?format=`: the whole log, one event a line (`jsonl`); or the files as they are now, or were
 * at `at`: packed (`zip`), as one page that runs by itself (`html`), or as GitHub takes a gist (`gist`).
 */
export function exportSession(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const query = new URL(request.url).searchParams;
    const format = query.get('format') ?? 'jsonl';
    if (format === 'jsonl') return sendLog(flint, sessionId);
    const write = Object.hasOwn(programWriters, format) ? programWriters[format] : undefined;
    if (!write) throw new HttpError(400, 'unknown-format', 'Export as jsonl, zip, html or gist.');
    const { state } = await readMoment(flint, sessionId, query.get('at'));
    const { type, ending, body } = write(programOf(state));
    return attachment(body, type, `flint-${sessionId.slice(0, 8)}.${ending}`);
  });
}

async function sendLog(flint: Container, sessionId: string): Promise<Response> {
  const { head } = await findRecord(flint, sessionId);
  const events = await flint.log.readAll(sessionId, { upTo: head });
  const body = events.map((event) => `${eventToWireJson(event)}\n`).join('');
  return attachment(body, 'application/jsonl; charset=utf-8', `flint-${sessionId.slice(0, 8)}.jsonl`);
}

interface Written {
  readonly type: string;
  readonly ending: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const programWriters: Readonly<Record<string, (program: SharedProgram) => Written>> = {
  zip: ({ files }) => {
    // Paths were made safe when the files were: none leads out of the folder that it is unpacked in.
    const packed = zipSync(Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)])));
    return { type: 'application/zip', ending: 'zip', body: new Uint8Array(packed) };
  },
  html: (program) => ({ type: 'text/html; charset=utf-8', ending: 'html', body: writePage(program) }),
  gist: (program) => ({ type: 'application/json; charset=utf-8', ending: 'gist.json', body: writeGist(program) }),
};

/** To be kept, and not shown: a stranger's page must not run as one of ours. */
function attachment(body: Written['body'], type: string, name: string): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'no-store',
    },
  });
}
