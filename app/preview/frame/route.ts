import { frameDocument, framePolicy } from '../../../lib/preview/frame-document.ts';

/** The preview's frame: an empty, shut-in document that programs are written into. */
export function GET(): Response {
  return new Response(frameDocument(), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': framePolicy,
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Cache-Control': 'no-cache',
    },
  });
}
