import { frameRuntime } from './frame-runtime.ts';

/** The document of the preview's frame before a program is written into it. */
export function frameDocument(): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title><meta name="robots" content="noindex"></head><body><script>${frameRuntime}</script></body></html>`;
}

/**
 * The policy of the frame's response. `sandbox` without `allow-same-origin` gives it an opaque origin, also when its
 * address is opened alone: no cookies, no storage, no way to Flint's pages. It may run what is written into it and can
 * fetch nothing. `ancestors` are whose pages may stand around it, all the way up.
 */
export function framePolicy(ancestors: "'self'" | '*'): string {
  return [
    'sandbox allow-scripts',
    "default-src 'none'",
    "script-src 'unsafe-inline' 'unsafe-eval' blob: data:",
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data: blob:',
    'media-src data: blob:',
    'worker-src blob: data:',
    'connect-src data: blob:',
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}
