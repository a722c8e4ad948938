import { createStore } from 'zustand/vanilla';
import { createEmitter } from '../base/emitter.ts';
import { Text } from '../document/change.ts';
import { isRunning } from '../session/run-machine.ts';
import { emptySession, presentFiles, type Race, type Racer } from '../session/session-state.ts';
import type { ProgramSource, ProgramView, SessionClient } from './session-view.ts';

/** A racer's copy of the files as something that can be shown: as code, or as a program that runs. */
export interface LaneSource extends ProgramSource {
  close(): void;
}

/**
 * Follows one racer of the race that `client` shows, live or in the past. Once that race is not shown any more, what was
 * seen last stays.
 */
export function createLaneSource(client: SessionClient, runId: string): LaneSource {
  const anyText = createEmitter<string>();
  const pens = createEmitter<{ readonly fileId: string; readonly at: number | null }>();
  let race = client.view.getState().racing;
  let racer = findIn(race, runId);
  const view = createStore<ProgramView>(() => viewOf(racer, []));

  const end = client.view.subscribe(({ racing }) => {
    if (racing === race) return;
    const next = findIn(racing, runId);
    if (!next) return;
    race = racing;
    const before = racer;
    racer = next;
    if (before === next) return;
    // As in the log: first where it is put, then what it writes there.
    tellPen(before, next);
    for (const file of next.files.values()) {
      const known = before?.files.get(file.id);
      if (known !== file && known?.text !== file.text) anyText.emit(file.id);
    }
    view.setState(viewOf(next, view.getState().files), true);
  });

  return {
    view,
    textOf: (fileId) => racer?.files.get(fileId)?.text ?? Text.empty,
    penAt: (fileId) => {
      const pen = racer && isRunning(racer.run) ? racer.record.pen : null;
      return pen?.fileId === fileId ? pen.at : null;
    },
    listenToAnyText: (listener) => anyText.listen(listener),
    listenToPen: (listener) => pens.listen(({ fileId, at }) => listener(fileId, at)),
    listenToLeaps: (listener) => client.listenToLeaps(listener),
    // The only moment that is asked for is the one at which the race began.
    stateAt: () => Promise.resolve(race ? { ...emptySession, files: race.base } : null),
    close: end,
  };

  /** Where it is put, as opposed to where it goes on from: a pen at the very start has the whole file to write. */
  function tellPen(before: Racer | null, next: Racer): void {
    const pen = isRunning(next.run) ? next.record.pen : null;
    const penBefore = before?.record.pen ?? null;
    if (penBefore && penBefore.fileId !== pen?.fileId) pens.emit({ fileId: penBefore.fileId, at: null });
    if (!pen) return;
    const isPut = penBefore?.fileId !== pen.fileId || before?.rewrittenFileId !== next.rewrittenFileId;
    if (isPut) pens.emit({ fileId: pen.fileId, at: next.rewrittenFileId === pen.fileId ? 0 : Math.max(1, pen.at) });
  }
}

function findIn(race: Race | null, runId: string): Racer | null {
  return race?.racers.find(({ record }) => record.id === runId) ?? null;
}

function viewOf(racer: Racer | null, before: ProgramView['files']): ProgramView {
  if (!racer) return { files: [], run: emptySession.run, turns: [], penFileId: null };
  const { run, record } = racer;
  const files = presentFiles({ ...emptySession, files: racer.files });
  const isSame =
    files.length === before.length &&
    files.every(({ id, path }, index) => before[index]?.id === id && before[index]?.path === path);
  const changes = record.reviews.size > 0 ? 'applied' : 'none';
  return {
    files: isSame ? before : files.map(({ id, path }) => ({ id, path })),
    run,
    turns: [{ runId: record.id, startSequence: record.startSequence, changes }],
    penFileId: record.pen?.fileId ?? null,
  };
}
