import { connection } from 'next/server';
import { checkHealth } from '../../../lib/server/check-health.ts';

export async function GET(): Promise<Response> {
  await connection();
  return checkHealth();
}
