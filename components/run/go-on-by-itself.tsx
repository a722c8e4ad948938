'use client';

import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';

/**
 * Counts down, and then goes on by itself, unless somebody says not to. While `isHeld` (a new instruction is being typed) it
 * waits for them.
 */
export function GoOnByItself({
  waitMs,
  isHeld,
  onGo,
  onStay,
}: {
  readonly waitMs: number;
  readonly isHeld: boolean;
  readonly onGo: () => void;
  readonly onStay: () => void;
}) {
  const [leftMs, setLeftMs] = useState(waitMs);
  const isDue = leftMs <= 0;
  useEffect(() => {
    const endMs = performance.now() + waitMs;
    const timer = setInterval(() => setLeftMs(Math.max(0, endMs - performance.now())), 250);
    return () => clearInterval(timer);
  }, [waitMs]);
  useEffect(() => {
    if (isDue && !isHeld) onGo();
    // Once, when it is due: the same wish in another closure is no second one.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isDue, isHeld]);
  const seconds = Math.ceil(leftMs / 1000);
  return (
    <>
      <span className="numbers self-center text-12 text-muted" role="timer" aria-live="off">
        {isHeld ? words.run.held : words.run.goesOnIn(seconds)}
      </span>
      <Button look="quiet" size="small" onClick={onStay}>
        {words.run.doNotWait}
      </Button>
      <Button size="small" onClick={onGo}>
        {words.run.goOnNow}
      </Button>
    </>
  );
}
