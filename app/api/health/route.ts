import { connection } from 'next/server';
import { container } from '../../../lib/server/container.ts';
import { answer } from '../../../lib/server/http-error.ts';

export async function GET(): Promise<Response> {
  await connection();
  return answer(async () => {
    await container();
    return Response.json({ status: 'ok', store: 'sqlite' }, { headers: { 'Cache-Control': 'no-store' } });
  });
}
