import { frameDocument, framePolicy } from '../../../lib/preview/frame-document.ts';
import { readFrameSources } from '../../../lib/server/read-frame-sources.ts';

/** The preview's frame, for pages of these origins. */
export async function answerFrame(request: Request, ancestors: "'self'" | '*'): Promise<Response> {
  const sources = await readFrameSources(request.headers);
  return new Response(frameDocument(sources), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': framePolicy(ancestors, sources),
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Cache-Control': 'no-cache',
    },
  });
}
