import type { StoreApi } from 'zustand/vanilla';
import { systemClock } from '../../lib/base/clock.ts';
import type { FileView, SessionClient } from '../../lib/live/session-view.ts';
import { findEntry } from '../../lib/preview/build-document.ts';
import { createPreviewDriver } from '../../lib/preview/drive-preview.ts';
import type { FrameLine } from '../../lib/preview/frame-messages.ts';
import type { PreviewInput } from '../../lib/preview/plan-preview.ts';
import { createPreviewHost } from '../../lib/preview/preview-host.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { words } from '../words.ts';
import type { Desk } from '../workspace/desk.ts';
import { addLines, emptyConsole } from './console-lines.ts';
import type { ConsoleState } from './console-lines.ts';

/** `waiting`: nothing shown yet; `empty`: there is nothing that could be shown; `ended`: the program hung. */
export type PreviewAppearance = 'waiting' | 'shown' | 'empty' | 'ended';

export interface RunningPreview {
  restart(): void;
  close(): void;
}

interface PreviewParts {
  readonly client: SessionClient;
  readonly desk: Desk;
  readonly stage: HTMLElement;
  readonly console: StoreApi<ConsoleState>;
  readonly onAppearance: (appearance: PreviewAppearance) => void;
}

/** Lets a session's program run on a stage, until closed. */
export function runPreview({ client, desk, stage, console, onAppearance }: PreviewParts): RunningPreview {
  /** Errors of a program that is still being written: told only when it is finished and still the same one. */
  let heldErrors: FrameLine[] = [];
  /** The file that the model writes anew from its beginning; at an edit within a file the pen is put elsewhere. */
  let rewrittenFileId: string | null = null;

  const host = createPreviewHost({
    stage,
    address: '/preview/frame',
    title: words.preview.title,
    clock: systemClock,
    onProgramStarted() {
      heldErrors = [];
      console.setState(emptyConsole);
    },
    onLines(lines, dropped) {
      const isUnfinished = isRunning(client.view.getState().run);
      if (isUnfinished) heldErrors.push(...lines.filter((line) => line.thrown).slice(0, 50 - heldErrors.length));
      const told = isUnfinished ? lines.filter((line) => !line.thrown) : lines;
      if (told.length > 0 || dropped > 0) console.setState((state) => addLines(state, told, dropped));
    },
    onConsoleCleared: () => console.setState(emptyConsole),
    onShown: () => onAppearance('shown'),
    onTaken: (tookMs) => driver.taken(tookMs),
    onStuck() {
      driver.ended();
      onAppearance('ended');
    },
  });
  const driver = createPreviewDriver({ clock: systemClock, look, carryOut: host.carryOut, isBusy: host.isBusy });

  function look(): PreviewInput {
    const { files, run, penFileId } = client.view.getState();
    const open = files.find((file) => file.id === desk.getState().activeFileId);
    const textAt = (path: string) => {
      const file = files.find((one) => one.path === path);
      return file ? client.textOf(file.id).toString() : null;
    };
    const path = findEntry(
      files.map((file) => file.path),
      open?.path ?? null,
    );
    if (path === null) onAppearance('empty');
    const penFile = isRunning(run) ? files.find((file) => file.id === penFileId) : undefined;
    return {
      entry: path === null ? null : { path, text: textAt(path) ?? '' },
      readFile: textAt,
      pen: penFile ? penIn(penFile) : null,
    };
  }

  function penIn({ id, path }: FileView): PreviewInput['pen'] {
    return { path, at: client.penAt(id) ?? client.textOf(id).length, isRewriting: rewrittenFileId === id };
  }

  function onRunSettled(): void {
    if (heldErrors.length === 0) return;
    const lines = heldErrors;
    heldErrors = [];
    console.setState((state) => addLines(state, lines, 0));
  }

  const sight = new IntersectionObserver((entries) => driver.setVisible(entries.at(-1)?.isIntersecting ?? false));
  sight.observe(stage);
  const ends = [
    client.listenToAnyText(driver.changed),
    client.listenToPen((fileId, at) => {
      if (at !== null) rewrittenFileId = at === 0 ? fileId : null;
      driver.changed();
    }),
    client.view.subscribe((now, before) => {
      if (now.files !== before.files || now.run !== before.run || now.penFileId !== before.penFileId) driver.changed();
      if (isRunning(before.run) && !isRunning(now.run)) {
        rewrittenFileId = null;
        onRunSettled();
      }
    }),
    desk.subscribe((now, before) => {
      if (now.activeFileId !== before.activeFileId) driver.changed();
    }),
    () => sight.disconnect(),
    driver.close,
    host.close,
  ];
  driver.changed();

  return {
    restart() {
      onAppearance('waiting');
      host.clear();
      driver.restart();
    },
    close() {
      for (const end of ends) end();
    },
  };
}
