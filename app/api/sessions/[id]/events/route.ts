import { sendEvents } from '../../../../../lib/server/send-events.ts';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return sendEvents(request, (await params).id);
}
