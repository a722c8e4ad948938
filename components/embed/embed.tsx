'use client';

import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createSessionClient } from '../../lib/live/create-session-client.ts';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { type SessionSnapshot, takeSnapshot } from '../../lib/session/snapshot.ts';
import { Mark } from '../workspace/mark.tsx';
import { createStillClient } from '../workspace/still-client.ts';
import { words } from '../words.ts';
import { EmbedCode } from './embed-code.tsx';
import { EmbedPreview } from './embed-preview.tsx';
import { watchSeen } from './watch-seen.ts';
import './embed.css';

const say = words.embed;

interface EmbedProps {
  readonly sessionId: string;
  readonly snapshot: SessionSnapshot;
  /** The moment that is shown; null when it goes along with the session. */
  readonly at: number | null;
  readonly show: 'code' | 'preview' | 'both';
  /** The first file's code as the server drew it. */
  readonly firstCode: ReactNode;
}

/** A session within somebody else's page: to be looked at, live or at a moment. Nothing can be changed from here. */
export function Embed({ sessionId, snapshot, at, show, firstCode }: EmbedProps) {
  const root = useRef<HTMLElement>(null);
  const [client, setClient] = useState(() => createStillClient({ kind: 'existing', sessionId, snapshot }));
  const [pickedId, setPickedId] = useState<string | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element || at !== null) return;
    let live: SessionClient | null = null;
    let known = snapshot;
    const leave = () => {
      if (live) known = takeSnapshot(live.confirmed());
      live?.close();
      live = null;
    };
    // A page may hold many embeds, and a browser only six connections to us: whoever is not seen lets go.
    const endWatch = watchSeen(element, (isSeen) => {
      leave();
      if (!isSeen) return;
      live = createSessionClient({ opening: { kind: 'existing', sessionId, snapshot: known, editToken: null } });
      setClient(live);
    });
    return () => {
      endWatch();
      leave();
    };
  }, [sessionId, snapshot, at]);

  // A program that runs twice would be seen starting twice.
  const isReady = at !== null || client.clientId !== '';
  const title = useStore(client.view, (view) => view.title) || words.untitled;
  const files = useStore(client.view, (view) => view.files);
  const isWriting = useStore(client.view, (view) => isRunning(view.run));
  const penFileId = useStore(client.view, (view) => view.penFileId);
  const first = files.find(({ path }) => path === 'index.html') ?? files[0];
  const shown = [pickedId, penFileId].map((id) => files.find((file) => file.id === id)).find(Boolean) ?? first;

  return (
    <main ref={root} className="embed" data-show={show}>
      <header className="embed-head">
        <Mark isLive={isWriting} />
        <h1 className="min-w-0 truncate text-13 font-medium">{title}</h1>
        {isWriting ? <span className="text-12 text-ember">{words.run.writing}</span> : null}
        <span className="flex-1" />
        {show !== 'preview' && files.length > 1 ? (
          <select
            aria-label={say.file}
            value={shown?.id}
            onChange={(event) => setPickedId(event.target.value)}
            className="embed-files"
          >
            {files.map((file) => (
              <option key={file.id} value={file.id}>
                {file.path}
              </option>
            ))}
          </select>
        ) : null}
        <a
          href={`/s/${sessionId}${at === null ? '' : `?at=${at}`}`}
          target="_blank"
          rel="noopener"
          className="shrink-0 rounded text-12 text-muted hover:text-text"
        >
          {say.open}
        </a>
      </header>
      {show === 'preview' ? null : (
        <EmbedCode client={client} fileId={shown?.id ?? null}>
          {firstCode}
        </EmbedCode>
      )}
      {show === 'code' || !isReady ? null : <EmbedPreview client={client} />}
    </main>
  );
}
