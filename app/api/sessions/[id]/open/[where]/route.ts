import { openElsewhere } from '../../../../../../lib/server/open-elsewhere.ts';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; where: string }> },
): Promise<Response> {
  const { id, where } = await params;
  return openElsewhere(request, id, where);
}
