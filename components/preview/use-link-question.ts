import { useCallback, useRef, useState } from 'react';

/** After an answer the program is not listened to for so long, or it would ask again at once. */
const quietMs = 3_000;

/**
 * An address that a program would open, until somebody has answered. What was asked first stands: one that took its place
 * could be clicked on by mistake.
 */
export function useLinkQuestion(): {
  readonly url: string | null;
  ask(url: string): void;
  answer(): void;
} {
  const [url, setUrl] = useState<string | null>(null);
  const answeredAtMs = useRef(Number.NEGATIVE_INFINITY);
  const ask = useCallback((asked: string) => {
    if (performance.now() - answeredAtMs.current > quietMs) setUrl((now) => now ?? asked);
  }, []);
  const answer = useCallback(() => {
    answeredAtMs.current = performance.now();
    setUrl(null);
  }, []);
  return { url, ask, answer };
}
