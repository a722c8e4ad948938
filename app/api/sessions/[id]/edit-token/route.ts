import { replaceEditToken } from '../../../../../lib/server/replace-edit-token.ts';

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return replaceEditToken(request, (await params).id);
}
