import { z } from 'zod';
import { explainBadCommand, utf8Length } from '../session/command.ts';
import { normalizePath } from '../session/file-path.ts';
import { limits } from '../session/limits.ts';
import { clientAddress, requireAccessCode } from './access.ts';
import { container } from './container.ts';
import { answer, HttpError } from './http-error.ts';
import { forkSession } from './fork-session.ts';
import { tellMadeSession } from './make-session.ts';
import { takeOne } from './rate-limits.ts';
import { readJson, requireSameOrigin } from './read-request.ts';

const schema = z.object({
  title: z.string().max(limits.titleLength).optional(),
  /** Text by path; or a list, when the page already gave the files ids. */
  files: z
    .union([
      z.array(z.object({ fileId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), path: z.string(), text: z.string() })),
      z.custom<Readonly<Record<string, string>>>(isTextByPath, { error: 'not texts by path' }),
    ])
    .optional(),
  /** A moment of another session, to go on from, instead of files. */
  forkOf: z.object({ sessionId: z.string(), sequence: z.int().min(1) }).optional(),
});

/**
 * `POST /api/sessions`: makes a session from a title and files, or as a fork of another one, for which watching that one
 * is enough; 201 with its id, its edit token and its address.
 */
export function createSession(request: Request): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    requireSameOrigin(request, flint.environment);
    await requireAccessCode(request, flint);
    await takeOne(flint.rateLimits.creations, clientAddress(request));
    const { body } = await readJson(request, limits.sessionBytes);
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new HttpError(400, 'bad-session', explainBadCommand(parsed.error));
    const { title, files, forkOf } = parsed.data;
    if (forkOf && files) throw new HttpError(400, 'bad-session', 'A fork begins with the files of its parent.');
    const made = forkOf
      ? await forkSession(flint, forkOf, title?.trim() || null)
      : await flint.sessions.create({ title: title?.trim() ?? '', files: checkFiles(files ?? {}) });
    return tellMadeSession(request, flint.environment, made);
  });
}

/** Not Zod's own record, which leaves a file named `__proto__` out without a word. */
function isTextByPath(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === 'string');
}

function checkFiles(
  files: NonNullable<z.infer<typeof schema>['files']>,
): { readonly path: string; readonly text: string; readonly fileId?: string }[] {
  const listed = Array.isArray(files) ? files : Object.entries(files).map(([path, text]) => ({ path, text }));
  if (listed.length > limits.files) {
    throw new HttpError(413, 'too-large', `A session holds ${limits.files} files at most.`);
  }
  const paths = new Set<string>();
  const ids = new Set<string>();
  return listed.map((file: { readonly path: string; readonly text: string; readonly fileId?: string }) => {
    const path = normalizePath(file.path);
    if (!path) throw new HttpError(422, 'bad-path', `The file name “${file.path.slice(0, 80)}” cannot be used.`);
    if (paths.has(path)) throw new HttpError(409, 'path-taken', `There are two files named “${path}”.`);
    paths.add(path);
    if (file.fileId !== undefined && ids.has(file.fileId)) {
      throw new HttpError(400, 'bad-session', `There are two files with the id ${file.fileId}.`);
    }
    if (file.fileId !== undefined) ids.add(file.fileId);
    if (utf8Length(file.text) > limits.fileBytes) {
      throw new HttpError(413, 'too-large', `The file “${path}” is larger than ${limits.fileBytes / 1024} KB.`);
    }
    return { ...file, path };
  });
}
