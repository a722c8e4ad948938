/** A small screen that is touched: no place for an editor that nobody may type in. */
const query = '(pointer: coarse) and (width < 45rem)';

export function isPhone(): boolean {
  return matchMedia(query).matches;
}

/** Hears when that changes: a tablet is turned, a window made narrow. Returns what ends it. */
export function listenToPhone(listener: () => void): () => void {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
