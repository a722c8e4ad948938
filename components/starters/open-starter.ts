import { makeSession, type MadeSession } from '../../lib/live/make-session.ts';
import { words } from '../words.ts';
import { type Starter, starterAddress } from './starter-list.ts';

/** Makes a session of a starter. */
export async function openStarter({ name, title, files }: Starter, accessCode: string | null): Promise<MadeSession> {
  const texts: Record<string, string> = {};
  try {
    const read = await Promise.all(files.map((path) => readText(starterAddress(name, path))));
    for (const [index, path] of files.entries()) texts[path] = read[index] ?? '';
  } catch {
    return { status: 'refused', code: 'unreachable', text: words.starters.unreachable };
  }
  return makeSession({ of: { title, files: texts }, accessCode });
}

async function readText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}
