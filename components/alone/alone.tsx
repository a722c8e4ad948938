'use client';

import { useEffect, useRef, useState } from 'react';
import { createSessionClient } from '../../lib/live/create-session-client.ts';
import type { SessionClient } from '../../lib/live/session-view.ts';
import type { SessionSnapshot } from '../../lib/session/snapshot.ts';
import { createConsole } from '../preview/console-lines.ts';
import { LinkQuestion } from '../preview/link-question.tsx';
import { PreviewEmpty } from '../preview/preview-empty.tsx';
import { type PreviewAppearance, type RunningPreview, runPreview } from '../preview/run-preview.ts';
import { useLinkQuestion } from '../preview/use-link-question.ts';
import { createDesk } from '../workspace/desk.ts';
import { words } from '../words.ts';
import '../preview/stage.css';

interface AloneProps {
  readonly sessionId: string;
  readonly snapshot: SessionSnapshot;
}

/** A session's program and nothing else, live. It is as shut in as beside its code: what fills the window is the same frame. */
export function Alone({ sessionId, snapshot }: AloneProps) {
  const stage = useRef<HTMLDivElement>(null);
  const running = useRef<RunningPreview>(null);
  const { url, ask, answer } = useLinkQuestion();
  const [appearance, setAppearance] = useState<PreviewAppearance>('waiting');

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const client: SessionClient = createSessionClient({
      opening: { kind: 'existing', sessionId, snapshot, editToken: null },
    });
    const own = runPreview({
      client,
      desk: createDesk(client.view.getState().files),
      stage: element,
      console: createConsole(),
      onOpen: ask,
      onAppearance(next) {
        setAppearance(next);
        // Whoever opened it wants to play at once.
        if (next === 'shown') element.querySelector<HTMLElement>('iframe[data-state="shown"]')?.focus();
      },
    });
    running.current = own;
    const followTitle = client.view.subscribe(({ title }) => {
      document.title = title || words.untitled;
    });
    return () => {
      followTitle();
      own.close();
      client.close();
    };
  }, [sessionId, snapshot, ask]);

  return (
    <main aria-label={words.panes.preview} className="fixed inset-0">
      <div ref={stage} className="preview-stage absolute inset-0" />
      <PreviewEmpty
        appearance={appearance}
        onRestart={() => running.current?.restart()}
        onEnd={() => running.current?.end()}
      />
      <LinkQuestion url={url} onAnswer={answer} />
    </main>
  );
}
