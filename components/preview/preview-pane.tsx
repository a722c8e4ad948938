'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ShownValue } from '../../lib/preview/console-messages.ts';
import type { RunState } from '../../lib/preview/frame-messages.ts';
import { words } from '../words.ts';
import { layout } from '../workspace/layout-memory.ts';
import { useSession } from '../workspace/session-context.tsx';
import { createConsole } from './console-lines.ts';
import { ConsoleStrip } from './console-strip.tsx';
import { LinkQuestion } from './link-question.tsx';
import { createPageHistory } from './page-history.ts';
import { PreviewEmpty } from './preview-empty.tsx';
import { ProblemCard } from './problem-card.tsx';
import { canStop, startPreview } from './start-preview.ts';
import type { PreviewAppearance, RunningPreview } from './run-preview.ts';
import { Toolbar } from './toolbar.tsx';
import { useFit } from './use-fit.ts';
import { useLinkQuestion } from './use-link-question.ts';
import './stage.css';

/** The running program, what can be done with it, and what it says. */
export function PreviewPane() {
  const session = useSession();
  const stage = useRef<HTMLDivElement>(null);
  const running = useRef<RunningPreview>(null);
  const [console] = useState(createConsole);
  const [appearance, setAppearance] = useState<PreviewAppearance>('waiting');
  const [pages] = useState(createPageHistory);
  const { url, ask, answer } = useLinkQuestion();
  const [runState, setRunState] = useState<RunState | null>(null);
  const device = useStore(layout, (state) => state.device);
  const { style, size } = useFit(stage, device);

  useEffect(() => {
    if (!stage.current || !session.isLive) return;
    const own = startPreview(session, {
      stage: stage.current,
      console,
      onAppearance: setAppearance,
      onState: setRunState,
      pages,
      onOpen: ask,
    });
    running.current = own;
    return () => {
      running.current = null;
      own.close();
    };
  }, [session, console, pages, ask]);

  const toggleValue = useCallback(
    (way: string, value: ShownValue, more?: boolean) => running.current?.toggleValue(way, value, more),
    [],
  );

  return (
    <section aria-label={words.panes.preview} className="pane-preview flex min-h-0 min-w-0 flex-col">
      <Toolbar size={size} canStop={canStop(runState)} pages={pages} />
      <div className="relative min-h-0 flex-1 overflow-hidden bg-surface">
        <div ref={stage} className="preview-stage absolute inset-0" data-device={device} style={style} />
        <PreviewEmpty
          appearance={appearance}
          onRestart={() => session.preview.restart()}
          onEnd={() => running.current?.end()}
        />
        <ProblemCard />
        <LinkQuestion url={url} onAnswer={answer} />
      </div>
      <ConsoleStrip store={console} onToggleValue={toggleValue} />
    </section>
  );
}
