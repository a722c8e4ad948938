/** Where the preview is within the session's site: a file, and what stands behind `?` and `#`, with those signs. */
export interface PageAddress {
  readonly path: string;
  readonly search: string;
  readonly hash: string;
}

const longest = 2_000;

/** Reads an address relative to the root of the site, as it stands in links. Null when it names no file. */
export function readPageAddress(text: string): PageAddress | null {
  if (text.length > longest || !URL.canParse(text, root)) return null;
  const { origin, pathname, search, hash } = new URL(text, root);
  const path = decode(pathname.slice(1));
  return origin !== new URL(root).origin || path === null || path === '' ? null : { path, search, hash };
}

/** The address as it stands in links, relative to the root of the site. */
export function writePageAddress({ path, search, hash }: PageAddress): string {
  return path.split('/').map(encodeURIComponent).join('/') + search + hash;
}

/** The file of the session that is meant by a folder's address: its first page. */
export function fileAt(path: string, hasFile: (path: string) => boolean): string | null {
  const candidates = [path, `${path.replace(/\/$/, '')}/index.html`, `${path}.html`];
  return candidates.find(hasFile) ?? null;
}

/** No address of anybody: it only gives paths something to be relative to. */
const root = 'http://page/';

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
