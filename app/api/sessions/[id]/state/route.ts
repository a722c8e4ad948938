import { readState } from '../../../../../lib/server/read-state.ts';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return readState(request, (await params).id);
}
