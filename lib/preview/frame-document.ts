import { vendorImportMap } from './vendor-packages.ts';

/** What the frame may reach, besides what is written into it. */
export interface FrameSources {
  /** Of Flint itself, as the browser sees it: the frame loads what it runs with from below `/preview/` there. */
  readonly origin: string;
  /** Where modules that Flint does not have come from; null when nothing may be fetched. */
  readonly moduleCdn: string | null;
  /** Where Python packages that Flint does not have come from; null when nothing may be fetched. */
  readonly pythonIndex: string | null;
}

/**
 * The document of the preview's frame before a program is written into it. `root` is the path below which the program's
 * pages have their addresses.
 */
export function frameDocument({ moduleCdn, pythonIndex }: FrameSources, root: string): string {
  const settings = [
    attribute('root', root),
    attribute('module-cdn', moduleCdn),
    attribute('python-index', pythonIndex),
  ].join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title><meta name="robots" content="noindex"><script type="importmap">${importMap}</script></head><body><script src="/preview/frame.js"${settings}></script></body></html>`;
}

/** So that modules of a CDN get the program's own React. */
const importMap = JSON.stringify(vendorImportMap('/preview/'));

/**
 * The policy of the frame's response. `sandbox` without `allow-same-origin` gives it an opaque origin, also when its
 * address is opened alone: no cookies, no storage, no way to Flint's pages. It may run what is written into it, load
 * Flint's own files for frames (from their path: the rest of the origin stays out of reach), and modules and packages
 * from where the settings say. `ancestors` are whose pages may stand around it, all the way up.
 */
export function framePolicy(ancestors: "'self'" | '*', { origin, moduleCdn, pythonIndex }: FrameSources): string {
  const own = `${origin}/preview/`;
  const elsewhere = [moduleCdn, pythonIndex].flatMap((address) => (address === null ? [] : [new URL(address).origin]));
  const fetched = [own, ...new Set(elsewhere)].join(' ');
  return [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src 'unsafe-inline' 'unsafe-eval' blob: data: ${fetched}`,
    `style-src 'unsafe-inline' ${fetched}`,
    `img-src data: blob: ${own}`,
    `font-src data: blob: ${own}`,
    'media-src data: blob:',
    'worker-src blob: data:',
    `connect-src data: blob: ${fetched}`,
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

function attribute(name: string, value: string | null): string {
  return value === null ? '' : ` data-${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
}
