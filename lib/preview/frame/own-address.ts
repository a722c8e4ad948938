/** Finds which addresses of a page mean files of the session. */
export interface OwnAddresses {
  /**
   * The address within the session's site, relative to its root, with what stands behind `?` and `#`; null for addresses
   * elsewhere. Whether there is such a file is another question.
   */
  within(address: string): string | null;
  /** The file's path alone. */
  pathOf(address: string): string | null;
}

/** `root` is where the site begins: the frame's own address is below it, so relative addresses are as well. */
export function createOwnAddresses(root: URL, base: () => string): OwnAddresses {
  function within(address: string): string | null {
    if (!URL.canParse(address, base())) return null;
    const { origin, pathname, search, hash } = new URL(address, base());
    if (origin !== root.origin) return null;
    const rest = search + hash;
    if (pathname.startsWith(root.pathname)) return pathname.slice(root.pathname.length) + rest;
    // What begins at the root of the site, as the page's author sees it; Flint's own files for frames are elsewhere.
    return pathname.startsWith('/preview/') ? null : pathname.slice(1) + rest;
  }
  return {
    within,
    pathOf(address) {
      const path = within(address)?.replace(/[?#].*$/s, '');
      if (path === undefined || path === '') return null;
      try {
        return decodeURIComponent(path);
      } catch {
        return null;
      }
    },
  };
}
