import { readError } from './command-sender.ts';

/** What became of a fork: it has an address and an edit token of its own, or there is a reason in plain words. */
export type ForkOutcome =
  | { readonly status: 'done'; readonly sessionId: string; readonly editToken: string }
  | { readonly status: 'refused'; readonly code: string; readonly text: string };

/** Makes a new session that goes on from a moment of this one. */
export async function forkSession({
  sessionId,
  sequence,
  accessCode,
  baseUrl = '',
}: {
  readonly sessionId: string;
  readonly sequence: number;
  readonly accessCode: string | null;
  readonly baseUrl?: string;
}): Promise<ForkOutcome> {
  let response: Response;
  try {
    response = await fetch(`${baseUrl}/api/sessions`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(accessCode === null ? {} : { 'X-Flint-Access-Code': accessCode }),
      },
      body: JSON.stringify({ forkOf: { sessionId, sequence } }),
    });
  } catch {
    return { status: 'refused', code: 'unreachable', text: 'The server cannot be reached. Try again in a moment.' };
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) return { status: 'refused', ...readError(body) };
  const made = body as { readonly sessionId: string; readonly editToken: string };
  return { status: 'done', sessionId: made.sessionId, editToken: made.editToken };
}
