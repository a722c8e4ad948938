import { connection } from 'next/server';
import { listModels } from '../../../lib/server/list-models.ts';

export async function GET(request: Request): Promise<Response> {
  await connection();
  return listModels(request);
}
