'use client';

import { useEffect, useRef, useState } from 'react';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { createConsole } from '../preview/console-lines.ts';
import { PreviewEmpty } from '../preview/preview-empty.tsx';
import { type PreviewAppearance, type RunningPreview, runPreview } from '../preview/run-preview.ts';
import { createDesk } from '../workspace/desk.ts';
import { words } from '../words.ts';
import '../preview/stage.css';

export function EmbedPreview({ client }: { readonly client: SessionClient }) {
  const stage = useRef<HTMLDivElement>(null);
  const running = useRef<RunningPreview>(null);
  const [appearance, setAppearance] = useState<PreviewAppearance>('waiting');
  useEffect(() => {
    if (!stage.current) return;
    const own = runPreview({
      client,
      desk: createDesk(client.view.getState().files),
      stage: stage.current,
      console: createConsole(),
      address: '/preview/frame/embedded',
      onAppearance: setAppearance,
    });
    running.current = own;
    return () => own.close();
  }, [client]);
  return (
    <section aria-label={words.panes.preview} className="embed-preview">
      <div ref={stage} className="preview-stage absolute inset-0" />
      <PreviewEmpty
        appearance={appearance}
        onRestart={() => running.current?.restart()}
        onEnd={() => running.current?.end()}
      />
    </section>
  );
}
