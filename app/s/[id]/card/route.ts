import { keptCard } from '../../../../components/card/kept-cards.ts';
import { readSessionAt } from '../../../../lib/server/read-embed.ts';
import { readFonts } from '../../../../lib/server/read-fonts.ts';

/** `?at=<moment>`: the picture of a session for cards that links to it become elsewhere. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const at = new URL(request.url).searchParams.get('at');
  const snapshot = await readSessionAt(id, at);
  if (!snapshot) return new Response(null, { status: 404 });
  const picture = await keptCard(id, snapshot, readFonts);
  return new Response(picture, {
    headers: {
      'Content-Type': 'image/png',
      'Cache-Control': at === null ? 'public, max-age=60' : 'public, max-age=31536000, immutable',
    },
  });
}
