'use client';

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { IconButton } from '../ui/button.tsx';
import { readStored, store } from '../ui/storage.ts';
import { words } from '../words.ts';
import { importing, leftOutKey, openFiles } from './import-files.ts';
import { readDrop } from './read-texts.ts';

const say = words.sharing.importing;

/** Files may be dropped anywhere on the page. Says what becomes of them. */
export function ImportDrop() {
  const state = useStore(importing);
  useEffect(tellLeftOut, []);
  useEffect(listenToDrops, []);
  if (state.status === 'idle') return null;
  if (state.status === 'told') {
    return (
      <div role="alert" className="pointer-events-none absolute inset-x-3 top-2 z-40 flex justify-center">
        <div className={`notice ${state.tone === 'problem' ? 'border-problem' : 'border-line-strong'}`}>
          <p className="min-w-0 flex-1">{state.text}</p>
          <IconButton
            icon="close"
            label={words.common.dismiss}
            className="-mr-1 size-6"
            onClick={() => importing.setState({ status: 'idle' }, true)}
          />
        </div>
      </div>
    );
  }
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-xl border border-dashed border-line-strong bg-bg/90 p-6 text-center"
    >
      <div>
        <p className="text-14 font-medium">{state.status === 'offered' ? say.drop : say.working}</p>
        {state.status === 'offered' ? <p className="mt-1 text-12 text-muted">{say.dropHint}</p> : null}
      </div>
    </div>
  );
}

/** Before anything in the page hears of it: the editor would take a dropped file into its text. */
function listenToDrops(): () => void {
  const ending = new AbortController();
  const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void) =>
    window.addEventListener(
      type,
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        listener(event);
      },
      { capture: true, signal: ending.signal },
    );
  on('dragenter', () => importing.setState({ status: 'offered' }, true));
  on('dragover', (event) => {
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  on('dragleave', (event) => {
    // It leaves for another element of the page as well.
    if (event.relatedTarget === null) importing.setState({ status: 'idle' }, true);
  });
  on('drop', (event) => {
    importing.setState({ status: 'idle' }, true);
    if (!event.dataTransfer) return;
    void readDrop(event.dataTransfer.items).then(
      (brought) => (brought.length > 0 ? openFiles(brought) : undefined),
      () => importing.setState({ status: 'told', tone: 'problem', text: say.failed }, true),
    );
  });
  return () => ending.abort();
}

function tellLeftOut(): void {
  const kept = readStored('session', leftOutKey);
  if (kept === null) return;
  store('session', leftOutKey, null);
  const paths = JSON.parse(kept) as readonly string[];
  importing.setState({ status: 'told', tone: 'info', text: say.leftOut(paths) }, true);
}
