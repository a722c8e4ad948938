import { readError } from './command-sender.ts';

/** What became of a new session: it has an address and an edit token of its own, or there is a reason in plain words. */
export type MadeSession =
  | { readonly status: 'done'; readonly sessionId: string; readonly editToken: string }
  | { readonly status: 'refused'; readonly code: string; readonly text: string };

/** What a session begins with: files of its own, or a moment of another session. */
export type SessionBeginning =
  | { readonly title: string; readonly files: Readonly<Record<string, string>> }
  | { readonly forkOf: { readonly sessionId: string; readonly sequence: number } };

/** Makes a new session on the server. */
export async function makeSession({
  of,
  accessCode,
  baseUrl = '',
}: {
  readonly of: SessionBeginning;
  readonly accessCode: string | null;
  readonly baseUrl?: string;
}): Promise<MadeSession> {
  let response: Response;
  try {
    response = await fetch(`${baseUrl}/api/sessions`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(accessCode === null ? {} : { 'X-Flint-Access-Code': accessCode }),
      },
      body: JSON.stringify(of),
    });
  } catch {
    return { status: 'refused', code: 'unreachable', text: 'The server cannot be reached. Try again in a moment.' };
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) return { status: 'refused', ...readError(body) };
  const made = body as { readonly sessionId: string; readonly editToken: string };
  return { status: 'done', sessionId: made.sessionId, editToken: made.editToken };
}
