import { readLog } from '../../../../../lib/server/read-log.ts';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return readLog(request, (await params).id);
}
