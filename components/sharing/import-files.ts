import { createStore } from 'zustand/vanilla';
import { accessCode } from '../models/model-choice.ts';
import { store } from '../ui/storage.ts';
import { words } from '../words.ts';
import { keepEditToken } from '../workspace/edit-token.ts';
import { type BroughtFile, readTexts } from './read-texts.ts';

const say = words.sharing.importing;

/** What becomes of files that a person brings. `failed` says why, in plain words. */
export type ImportState =
  | { readonly status: 'idle' }
  | { readonly status: 'offered' }
  | { readonly status: 'working' }
  | { readonly status: 'told'; readonly tone: 'info' | 'problem'; readonly text: string };

export const importing = createStore<ImportState>(() => ({ status: 'idle' }));

/** Where the page that is opened next finds what was left out. */
export const leftOutKey = 'flint:left-out';

/** Asks the person for files, then opens them. */
export function pickFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) void openFiles(files.map((file) => ({ path: file.name, file })));
  });
  input.click();
}

/** Opens a log, a zip, or files as a new session, and goes there. What stands open stays where it is. */
export async function openFiles(brought: readonly BroughtFile[]): Promise<void> {
  importing.setState({ status: 'working' }, true);
  try {
    const { response, leftOut } = await send(brought);
    const answer = (await response.json()) as Answer;
    if (!response.ok || !answer.sessionId || !answer.editToken) return fail(answer.error?.message);
    keepEditToken(answer.sessionId, answer.editToken);
    const missing = [...leftOut, ...(answer.leftOut ?? []).map(({ path }) => path)];
    store('session', leftOutKey, missing.length > 0 ? JSON.stringify(missing.slice(0, 50)) : null);
    window.location.assign(`/s/${answer.sessionId}`);
  } catch {
    fail(say.unreachable);
  }
}

interface Answer {
  readonly sessionId?: string;
  readonly editToken?: string;
  readonly leftOut?: readonly { readonly path: string }[];
  readonly error?: { readonly message?: string };
}

async function send(
  brought: readonly BroughtFile[],
): Promise<{ readonly response: Response; readonly leftOut: readonly string[] }> {
  const only = brought.length === 1 ? brought[0] : undefined;
  const ending = /\.([^.]+)$/.exec(only?.path ?? '')?.[1]?.toLowerCase();
  if (only && (ending === 'jsonl' || ending === 'ndjson')) {
    return { response: await post('/api/sessions/import', 'application/jsonl', only.file), leftOut: [] };
  }
  if (only && ending === 'zip') {
    const title = encodeURIComponent(titleOf(only.path));
    return { response: await post(`/api/sessions/import?title=${title}`, 'application/zip', only.file), leftOut: [] };
  }
  const { texts, leftOut } = await readTexts(brought);
  if (Object.keys(texts).length === 0) {
    return { response: Response.json({ error: { message: say.noText } }, { status: 422 }), leftOut };
  }
  // One page by itself is what a session shows first, whatever its name was.
  const isPage = only !== undefined && /\.html?$/i.test(only.path);
  const files = isPage ? { 'index.html': Object.values(texts)[0] } : texts;
  const title = only ? titleOf(only.path) : '';
  return { response: await post('/api/sessions', 'application/json', JSON.stringify({ title, files })), leftOut };
}

function titleOf(path: string): string {
  return path.replace(/\.[^.]+$/, '').slice(0, 100);
}

function post(url: string, type: string, body: BodyInit): Promise<Response> {
  const code = accessCode();
  const headers = { 'Content-Type': type, ...(code === null ? {} : { 'X-Flint-Access-Code': code }) };
  return fetch(url, { method: 'POST', headers, body });
}

function fail(text: string = say.failed): void {
  importing.setState({ status: 'told', tone: 'problem', text }, true);
}
