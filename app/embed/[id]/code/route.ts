import { colouredFile } from '../../../../components/embed/coloured-file.ts';
import { readFileForPage } from '../../../../lib/server/read-embed.ts';

/** `?file=<id>`, and `racer=<run>` for a racer's copy: a file of a session in colour, line by line, for an embed that shows it change. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const { searchParams } = new URL(request.url);
  const racer = searchParams.get('racer');
  const file = await readFileForPage(id, searchParams.get('file') ?? '', racer);
  // Whoever asks for it may not have heard yet that the race is over.
  if (!file && racer !== null) return new Response(null, { status: 204 });
  if (!file) return new Response(null, { status: 404 });
  const { lines } = await colouredFile(racer === null ? id : `${id} ${racer}`, file);
  return Response.json({ lines }, { headers: { 'Cache-Control': 'no-store' } });
}
