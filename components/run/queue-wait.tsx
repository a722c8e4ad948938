'use client';

import { useEffect, useState } from 'react';
import { words } from '../words.ts';

/** How much longer the provider makes us wait. The log says it once; the clock runs here. */
export function QueueWait({ waitMs }: { readonly waitMs: number }) {
  const [leftMs, setLeftMs] = useState(waitMs);
  useEffect(() => {
    const startMs = performance.now();
    const timer = setInterval(() => setLeftMs(waitMs - (performance.now() - startMs)), 250);
    setLeftMs(waitMs);
    return () => clearInterval(timer);
  }, [waitMs]);
  return (
    <span aria-hidden="true" className="text-12 text-muted">
      {words.run.waitLeft(Math.max(0, Math.ceil(leftMs / 1000)))}
    </span>
  );
}
