'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { chooseModel, modelChoice } from '../models/model-choice.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';

/** What can be done when a day's tokens are used up: ask Demo, which costs none, or wait for the next day. */
export function FreshTokens({ atMs, onGo }: { readonly atMs: number; readonly onGo: () => void }) {
  const demo = useStore(modelChoice, ({ offered }) => offered.find(({ id }) => id.startsWith('demo/')));
  const [leftMs, setLeftMs] = useState<number | null>(null);
  useEffect(() => {
    const look = () => setLeftMs(atMs - Date.now());
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [atMs]);
  const isFresh = leftMs !== null && leftMs <= 0;
  return (
    <>
      {leftMs === null || isFresh ? null : (
        <span className="numbers self-center text-12 text-muted" role="timer" aria-live="off">
          {words.run.freshIn(describeLong(leftMs))}
        </span>
      )}
      {demo ? (
        <Button
          look={isFresh ? 'quiet' : 'plain'}
          size="small"
          onClick={() => {
            chooseModel(demo.id);
            onGo();
          }}
        >
          {words.run.useDemo}
        </Button>
      ) : null}
      {isFresh ? (
        <Button size="small" onClick={onGo}>
          {words.run.tryAgain}
        </Button>
      ) : null}
    </>
  );
}

function describeLong(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1_000);
  if (seconds < 60) return words.run.waited(seconds);
  const minutes = Math.ceil(seconds / 60);
  return words.run.hoursAndMinutes(Math.floor(minutes / 60), minutes % 60);
}
