'use client';

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { words } from '../words.ts';
import { codeAddress } from './code-address.ts';
import { showCode } from './show-code.ts';

interface EmbedCodeProps {
  readonly client: SessionClient;
  readonly fileId: string | null;
  /** Drawn by the server; what becomes of it later is not React's. */
  readonly children: ReactNode;
}

export function EmbedCode({ client, fileId, children }: EmbedCodeProps) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!pane.current || fileId === null) return;
    return showCode({
      client,
      coloursOf: (id) => codeAddress(client.view.getState().sessionId, id),
      fileId,
      pane: pane.current,
    });
  }, [client, fileId]);
  return (
    // It can be scrolled by the keyboard only when it can have the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={pane} aria-label={words.panes.editor} tabIndex={0} className="embed-code">
      {children}
    </section>
  );
}
