import { propose } from '../../../../../lib/server/propose.ts';

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return propose(request, (await params).id);
}
