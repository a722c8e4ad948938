'use client';

import { useEffect, useRef, useState } from 'react';
import type { LaneSource } from '../../lib/live/lane-source.ts';
import { createConsole } from '../preview/console-lines.ts';
import { PreviewEmpty } from '../preview/preview-empty.tsx';
import { type PreviewAppearance, type RunningPreview, runPreview } from '../preview/run-preview.ts';
import { createDesk } from '../workspace/desk.ts';
import '../preview/stage.css';

/** A racer's program, running while it is written. It ends with the component. */
export function RacerPreview({ lane, title }: { readonly lane: LaneSource; readonly title: string }) {
  const stage = useRef<HTMLDivElement>(null);
  const running = useRef<RunningPreview>(null);
  const [appearance, setAppearance] = useState<PreviewAppearance>('waiting');
  useEffect(() => {
    if (!stage.current) return;
    const own = runPreview({
      client: lane,
      desk: createDesk(lane.view.getState().files),
      stage: stage.current,
      console: createConsole(),
      title,
      onAppearance: setAppearance,
    });
    running.current = own;
    return () => {
      running.current = null;
      own.close();
    };
  }, [lane, title]);
  return (
    <>
      <div ref={stage} className="preview-stage absolute inset-0" />
      <PreviewEmpty
        appearance={appearance === 'empty' ? 'waiting' : appearance}
        onRestart={() => running.current?.restart()}
        onEnd={() => running.current?.end()}
      />
    </>
  );
}
