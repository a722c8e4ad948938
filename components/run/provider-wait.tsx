'use client';

import { useEffect, useState } from 'react';
import { describeWait } from './describe-run.ts';

/** How long nothing has come from the provider. The log is silent about it, so the clock runs here, from when it is first shown. */
export function ProviderWait() {
  const [wait, setWait] = useState<ReturnType<typeof describeWait>>(null);
  useEffect(() => {
    const startMs = performance.now();
    const timer = setInterval(() => {
      const now = describeWait(performance.now() - startMs);
      setWait((before) => (before?.howLong === now?.howLong ? before : now));
    }, 250);
    return () => clearInterval(timer);
  }, []);
  if (!wait) return null;
  return (
    <>
      {' · '}
      {wait.what}
      {/* Read aloud once, not with every second. */}
      <span aria-hidden="true" className="numbers">
        , {wait.howLong}
      </span>
    </>
  );
}
