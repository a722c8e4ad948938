/** Finds an attribute in a tag's text, with the blank before it. */
export function attributePattern(name: string): RegExp {
  return new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
}

/** The value of an attribute in a tag's text; null when it has none. */
export function attribute(tag: string, name: string): string | null {
  const match = attributePattern(name).exec(tag);
  return match ? (match[1] ?? match[2] ?? match[3] ?? '') : null;
}

/** The session's path that an address in a page, or in another of its files, means; null for addresses elsewhere. */
export function localPath(address: string | null, from: string): string | null {
  if (address === null || address === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(address)) return null;
  const base = new URL(from, 'http://page/');
  const path = new URL(address, base).pathname.slice(1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
