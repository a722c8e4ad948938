/** What a key is called on this keyboard: `Mod` is Command on a Mac and Ctrl elsewhere. */
export function keyName(key: string): string {
  const isMac = typeof navigator !== 'undefined' && /Mac|iP(?:hone|ad)/.test(navigator.platform);
  if (key === 'Mod') return isMac ? '⌘' : 'Ctrl';
  if (key === 'Alt' && isMac) return '⌥';
  return key;
}
