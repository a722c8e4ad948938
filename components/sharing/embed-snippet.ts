/** What an embedded session should show, from when, and how. */
export interface EmbedWishes {
  readonly show: 'both' | 'code' | 'preview';
  /** A moment, or null to go along with the session. */
  readonly at: number | null;
  readonly theme: 'auto' | 'light' | 'dark';
}

export function embedAddress(base: string, { show, at, theme }: EmbedWishes): string {
  const query = new URLSearchParams({
    ...(show === 'both' ? {} : { show }),
    ...(at === null ? {} : { at: String(at) }),
    ...(theme === 'auto' ? {} : { theme }),
  });
  return query.size === 0 ? base : `${base}?${query}`;
}

/** The HTML for another page. */
export function embedSnippet(address: string, title: string): string {
  const attribute = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<iframe src="${attribute(address)}" title="${attribute(title)}" loading="lazy" style="width:100%;height:420px;border:1px solid #8884;border-radius:8px"></iframe>`;
}
