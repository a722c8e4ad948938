/** What a browser's storage holds under a key; null where it is closed off, empty or broken. */
export function readStored(storage: 'local' | 'session', key: string): string | null {
  try {
    return (storage === 'local' ? localStorage : sessionStorage).getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it when it is null. Says nothing when storage is closed off or full. */
export function store(storage: 'local' | 'session', key: string, value: string | null): void {
  try {
    const target = storage === 'local' ? localStorage : sessionStorage;
    if (value === null) target.removeItem(key);
    else target.setItem(key, value);
  } catch {
    // A private window: what is remembered lasts as long as the page.
  }
}
