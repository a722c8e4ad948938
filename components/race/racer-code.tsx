'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { LaneSource } from '../../lib/live/lane-source.ts';
import { StaticCode } from '../editor/static-code.tsx';
import { codeAddress } from '../embed/code-address.ts';
import { showCode } from '../embed/show-code.ts';
import { words } from '../words.ts';
import { useView } from '../workspace/session-context.tsx';

interface RacerCodeProps {
  readonly lane: LaneSource;
  readonly runId: string;
  readonly name: string;
}

/** A racer's code, to be read while it is written: the file that it writes in, or another one. */
export function RacerCode({ lane, runId, name }: RacerCodeProps) {
  const files = useSyncExternalStore(lane.view.subscribe, () => lane.view.getState().files);
  const penFileId = useSyncExternalStore(lane.view.subscribe, () => lane.view.getState().penFileId);
  const sessionId = useView((view) => view.sessionId);
  const [pickedId, setPickedId] = useState<string | null>(null);
  const pane = useRef<HTMLElement>(null);
  const isThere = (id: string | null) => id !== null && files.some((file) => file.id === id);
  const shownId = [pickedId, penFileId].find(isThere) ?? files[0]?.id ?? null;

  useEffect(() => {
    if (!pane.current || shownId === null) return;
    return showCode({
      client: lane,
      coloursOf: (fileId) => codeAddress(sessionId, fileId, runId),
      fileId: shownId,
      pane: pane.current,
    });
  }, [lane, shownId, sessionId, runId]);

  return (
    <div className="absolute inset-0 flex flex-col bg-bg">
      {files.length > 1 ? (
        <select
          aria-label={words.race.fileOf(name)}
          value={shownId ?? ''}
          onChange={(event) => setPickedId(event.target.value)}
          className="h-7 shrink-0 truncate border-b border-line bg-transparent px-2 text-12 text-muted pointer-coarse:h-9"
        >
          {files.map((file) => (
            <option key={file.id} value={file.id}>
              {file.path}
            </option>
          ))}
        </select>
      ) : null}
      {/* It can be scrolled by the keyboard only when it can have the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section
        ref={pane}
        aria-label={words.race.codeOf(name)}
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-auto -outline-offset-2"
      >
        <StaticCode code={{ lines: [], lineCount: 0 }} path="" />
      </section>
    </div>
  );
}
