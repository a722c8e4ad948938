'use client';

import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';
import { createConsole } from './console-lines.ts';
import { ConsoleStrip } from './console-strip.tsx';
import { PreviewEmpty } from './preview-empty.tsx';
import { runPreview } from './run-preview.ts';
import type { PreviewAppearance } from './run-preview.ts';
import './stage.css';

/** The running program and what it says. */
export function PreviewPane() {
  const { client, desk, preview, isLive } = useSession();
  const stage = useRef<HTMLDivElement>(null);
  const [console] = useState(createConsole);
  const [appearance, setAppearance] = useState<PreviewAppearance>('waiting');

  useEffect(() => {
    if (!stage.current || !isLive) return;
    const running = runPreview({ client, desk, stage: stage.current, console, onAppearance: setAppearance });
    preview.restart = running.restart;
    return () => {
      preview.restart = () => {};
      running.close();
    };
  }, [client, desk, preview, console, isLive]);

  return (
    <section aria-label={words.panes.preview} className="pane-preview flex min-h-0 min-w-0 flex-col">
      <header className="flex h-9 shrink-0 items-center justify-between border-b border-line pr-1 pl-3">
        <h2 className="text-12 font-medium text-muted">{words.top.preview}</h2>
        <IconButton icon="reload" label={words.preview.restart} onClick={() => preview.restart()} />
      </header>
      <div className="relative min-h-0 flex-1">
        <div ref={stage} className="preview-stage absolute inset-0" />
        {appearance === 'empty' || appearance === 'ended' ? (
          <PreviewEmpty reason={appearance} onRestart={() => preview.restart()} />
        ) : null}
      </div>
      <ConsoleStrip store={console} />
    </section>
  );
}
