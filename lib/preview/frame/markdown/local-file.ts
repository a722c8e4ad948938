/** The session's path that an address in a file means; null for addresses elsewhere. */
export function localFile(address: string, from: string): string | null {
  if (address === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(address)) return null;
  const path = new URL(address, new URL(encodeURI(from), 'http://page/')).pathname.slice(1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
