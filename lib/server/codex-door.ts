import { z } from 'zod';
import { container } from './container.ts';
import { isLoopback } from './environment.ts';
import { answer, HttpError } from './http-error.ts';
import type { LocalCodex } from './local-codex.ts';
import { readJson, requireSameOrigin } from './read-request.ts';

const bodyBytes = 1_000;
const actionSchema = z.strictObject({ action: z.enum(['sign-in', 'cancel', 'sign-out']) });

/** `GET /api/codex`: who is signed in to the Codex of this machine. */
export function readCodexSignIn(request: Request): Promise<Response> {
  return answer(async () => told(await (await requireCodex(request)).read()));
}

/** `POST /api/codex` with `{action}`: begins a sign-in, calls it off, or signs out. */
export function changeCodexSignIn(request: Request): Promise<Response> {
  return answer(async () => {
    const codex = await requireCodex(request);
    const { body } = await readJson(request, bodyBytes);
    const parsed = actionSchema.safeParse(body);
    if (!parsed.success) throw new HttpError(400, 'bad-command', 'The action is sign-in, cancel or sign-out.');
    return told(await codex.change(parsed.data.action));
  });
}

/** It is one person's, at their own machine: whoever came here by another name is somebody else. */
async function requireCodex(request: Request): Promise<LocalCodex> {
  const { codex, environment } = await container();
  if (!codex) throw new HttpError(404, 'no-codex', 'This Flint uses no Codex sign-in.');
  requireSameOrigin(request, environment);
  const host = `http://${request.headers.get('host') ?? ''}`;
  if (!URL.canParse(host) || !isLoopback(new URL(host).hostname)) {
    throw new HttpError(403, 'not-local', 'The Codex sign-in is used on its own machine only.');
  }
  return codex;
}

function told(state: object): Response {
  return Response.json(state, { headers: { 'Cache-Control': 'no-store' } });
}
