import { exportSession } from '../../../../../lib/server/export-session.ts';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return exportSession(request, (await params).id);
}
