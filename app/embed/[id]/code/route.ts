import { colouredFile } from '../../../../components/embed/coloured-file.ts';
import { readFileForPage } from '../../../../lib/server/read-embed.ts';

/** `?file=<id>`: a file of a session in colour, line by line, for an embed that shows it change. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const file = await readFileForPage(id, new URL(request.url).searchParams.get('file') ?? '');
  if (!file) return new Response(null, { status: 404 });
  const { lines } = await colouredFile(id, file);
  return Response.json({ lines }, { headers: { 'Cache-Control': 'no-store' } });
}
