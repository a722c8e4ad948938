import { frameDocument, framePolicy } from '../../../lib/preview/frame-document.ts';
import { readFrameSources } from '../../../lib/server/read-frame-sources.ts';

/** The preview's frame, for pages of these origins. */
export async function answerFrame(request: Request, ancestors: "'self'" | '*'): Promise<Response> {
  const sources = await readFrameSources(request.headers);
  const root = ancestors === '*' ? '/preview/frame/embedded/' : '/preview/frame/';
  return new Response(frameDocument(sources, root), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': framePolicy(ancestors, sources),
      'Permissions-Policy': denied.map((feature) => `${feature}=()`).join(', '),
      // Names that a page mentions are not looked up before somebody goes there.
      'X-DNS-Prefetch-Control': 'off',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Cache-Control': 'no-cache',
    },
  });
}

const denied = [
  'camera',
  'microphone',
  'geolocation',
  'display-capture',
  'clipboard-read',
  'clipboard-write',
  'fullscreen',
  'picture-in-picture',
  'screen-wake-lock',
  'payment',
  'usb',
  'serial',
  'hid',
  'midi',
  'idle-detection',
  'local-fonts',
  'window-management',
  'storage-access',
  'publickey-credentials-get',
  'publickey-credentials-create',
  'identity-credentials-get',
  'browsing-topics',
  'keyboard-map',
  'xr-spatial-tracking',
];
