import { tellPresence } from '../../../../../lib/server/tell-presence.ts';

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return tellPresence(request, (await params).id);
}
