import { frameDocument, framePolicy } from '../../../lib/preview/frame-document.ts';

/** The preview's frame, for pages of these origins. */
export function answerFrame(ancestors: "'self'" | '*'): Response {
  return new Response(frameDocument(), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': framePolicy(ancestors),
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Cache-Control': 'no-cache',
    },
  });
}
