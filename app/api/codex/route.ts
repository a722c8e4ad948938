import { connection } from 'next/server';
import { changeCodexSignIn, readCodexSignIn } from '../../../lib/server/codex-door.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return readCodexSignIn(request);
}

export function POST(request: Request): Promise<Response> {
  return changeCodexSignIn(request);
}
