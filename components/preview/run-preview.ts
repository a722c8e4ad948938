import type { StoreApi } from 'zustand/vanilla';
import { systemClock } from '../../lib/base/clock.ts';
import type { FileView, ProgramSource, ProgramView } from '../../lib/live/session-view.ts';
import { createPreviewDriver } from '../../lib/preview/drive-preview.ts';
import type { FrameLine, ShownValue } from '../../lib/preview/console-messages.ts';
import type { FramePicture, RunState } from '../../lib/preview/frame-messages.ts';
import { createModulesPreparation } from '../../lib/preview/modules/prepare-modules.ts';
import { startCompiler } from '../../lib/preview/modules/start-compiler.ts';
import { createPreviewHost, type Trouble } from '../../lib/preview/preview-host.ts';
import type { PreviewInput } from '../../lib/preview/preview-step.ts';
import type { Problem } from '../../lib/preview/problem.ts';
import { fileAt, readPageAddress, writePageAddress } from '../../lib/preview/page-address.ts';
import { findEntry, kindOf } from '../../lib/preview/program-kind.ts';
import { isCutShort } from '../../lib/preview/worth-running.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { presentFiles, type SessionState } from '../../lib/session/session-state.ts';
import { words } from '../words.ts';
import type { Desk } from '../workspace/desk.ts';
import { addLines, emptyConsole } from './console-lines.ts';
import type { ConsoleState } from './console-lines.ts';
import { createCutPlace } from './cut-place.ts';
import { createValueOpener } from './open-values.ts';
import { placeLine, placeParts } from './place-lines.ts';
import { createPageHistory, noVisits, visit, type PageHistory } from './page-history.ts';

/**
 * `waiting`: nothing shown yet; `empty`: there is nothing that could be shown; `silent`: what is shown does not answer;
 * else why the program was ended.
 */
export type PreviewAppearance = 'waiting' | 'shown' | 'silent' | 'empty' | 'stopped' | Trouble;

export interface RunningPreview {
  restart(): void;
  /** Ends the program and what hangs in it; it runs again when it is changed or restarted. */
  end(): void;
  /** Ends what an engine runs; what it shows stays. */
  stop(): void;
  /** Opens or closes a value of the console: see `ValueOpener`. */
  toggleValue(way: string, value: ShownValue, more?: boolean): void;
  takePicture(): Promise<FramePicture>;
  close(): void;
}

interface PreviewParts {
  readonly client: ProgramSource;
  readonly desk: Desk;
  readonly stage: HTMLElement;
  readonly console: StoreApi<ConsoleState>;
  /** Of the frame's document; another one where pages of others stand around it. */
  readonly address?: '/preview/frame' | '/preview/frame/embedded';
  /** What the frame is called. */
  readonly title?: string;
  readonly onAppearance: (appearance: PreviewAppearance) => void;
  /** Which of the program's pages are visited. */
  readonly pages?: StoreApi<PageHistory>;
  /** Somebody followed a link to elsewhere. */
  readonly onOpen?: (url: string) => void;
  /** How far an engine is; null when a program begins, which may have none. */
  readonly onState?: (state: RunState | null) => void;
  /** What is told of the program's problems, beside the console. */
  readonly problems?: ProblemListener;
}

/** Hears what goes wrong with a program. */
export interface ProblemListener {
  /** The program failed. It may be unfinished: who listens knows of the run. */
  report(problem: Problem): void;
  /** A program begins, or goes on with code that could be built. */
  begun(): void;
  /** The session is at another moment. */
  forget(): void;
}

/** Lets a session's program run on a stage, until closed. */
export function runPreview({
  client,
  desk,
  stage,
  console,
  address = '/preview/frame',
  title = words.preview.title,
  onAppearance,
  pages = createPageHistory(),
  onOpen = () => {},
  onState = () => {},
  problems = { report() {}, begun() {}, forget() {} },
}: PreviewParts): RunningPreview {
  /** Errors of a program that is still being written: told only when it is finished and still the same one. */
  let heldErrors: FrameLine[] = [];
  /** The file that the model writes anew from its beginning; at an edit within a file the pen is put elsewhere. */
  let rewrittenFileId: string | null = null;
  const cut = createCutPlace();

  const compiler = startCompiler();
  const host = createPreviewHost({
    stage,
    address,
    title,
    clock: systemClock,
    preparations: {
      modules: createModulesPreparation({
        compiler,
        clock: systemClock,
        onProblems(found) {
          problems.begun();
          found.forEach(tellProblem);
        },
      }),
    },
    pageAddress() {
      const { path = '', search = '', hash = '' } = pages.getState().now ?? {};
      const shown = entryOf(client.view.getState().files.map((file) => file.path));
      return writePageAddress(path !== '' && path === shown ? { path, search, hash } : at(shown ?? 'index.html'));
    },
    readFile: (path) => look().readFile(path),
    onNavigate(address) {
      const to = readPageAddress(address);
      const path = to && fileAt(to.path, (one) => look().paths.includes(one));
      if (!to || path === null) {
        tellLines([{ level: 'warn', text: words.preview.noPage(address), thrown: false, path: null, line: null }], 0);
        return false;
      }
      pages.setState(visit(pages.getState(), { ...to, path }), true);
      return true;
    },
    onOpen,
    onProgramStarted(isSameFrame) {
      heldErrors = [];
      problems.begun();
      if (isSameFrame) return;
      console.setState(emptyConsole);
      onState(null);
    },
    onLines(told, dropped) {
      const lines = told.map((line) => placeLine(line, textAt));
      for (const line of lines) if (line.thrown) problems.report(problemOf(line));
      tellLines(lines, dropped);
    },
    onExpanded: ({ id, from, parts, total }) => values.answered(id, from, parts && placeParts(parts, textAt), total),
    onProblem: tellProblem,
    onState: (state) => onState(state),
    onConsoleCleared: () => console.setState(emptyConsole),
    onShown: () => onAppearance('shown'),
    onTaken: (tookMs) => driver.taken(tookMs),
    onPrepared: (tookMs, againInMs) => driver.prepared(tookMs, againInMs),
    onRefused: () => driver.refused(),
    onAnswering: (isAnswering) => onAppearance(isAnswering ? 'shown' : 'silent'),
    onTrouble(trouble) {
      driver.ended();
      onAppearance(trouble);
    },
  });
  const driver = createPreviewDriver({
    clock: systemClock,
    look,
    lookBefore,
    carryOut: host.carryOut,
    isBusy: host.isBusy,
  });

  const values = createValueOpener(console, (id, from) => host.tell({ type: 'expand', id, from }));

  function tellProblem(problem: Problem): void {
    problems.report(problem);
    const { message, path, line, column } = problem;
    tellLines([{ level: 'error', text: message, thrown: true, path, line, column }], 0);
  }

  function tellLines(lines: readonly FrameLine[], dropped: number): void {
    const isUnfinished = isRunning(client.view.getState().run);
    if (isUnfinished) heldErrors.push(...lines.filter((line) => line.thrown).slice(0, 50 - heldErrors.length));
    const told = isUnfinished ? lines.filter((line) => !line.thrown) : lines;
    if (told.length > 0 || dropped > 0) console.setState((state) => addLines(state, told, dropped));
  }

  const at = (path: string) => ({ path, search: '', hash: '' });

  /** The page that was gone to, while it is there; else what the open file says. */
  function entryOf(paths: readonly string[]): string | null {
    const visited = pages.getState().now?.path;
    if (visited !== undefined && paths.includes(visited)) return visited;
    const { files } = client.view.getState();
    return findEntry(paths, files.find(({ id }) => id === desk.getState().activeFileId)?.path ?? null);
  }

  /** The files as they were when a run began; asked for once, when they are needed. */
  let before: { readonly runId: string; state: SessionState | 'coming' | 'unknown' } | null = null;

  function lookBefore(): PreviewInput | null {
    const { run, turns } = client.view.getState();
    const turn = turns.at(-1);
    if (!isRunning(run) || turn?.runId !== run.runId) return look();
    if (before?.runId !== run.runId) {
      const asked: typeof before = { runId: run.runId, state: 'coming' };
      before = asked;
      void client.stateAt(turn.startSequence).then((state) => {
        asked.state = state ?? 'unknown';
        driver.changed();
      });
    }
    if (before.state === 'coming') return null;
    if (before.state === 'unknown') return look();
    const files = presentFiles(before.state);
    const readFile = (path: string) => files.find((file) => file.path === path)?.text.toString() ?? null;
    const path = entryOf(files.map((file) => file.path));
    return {
      entry: path === null ? null : { path, text: readFile(path) ?? '' },
      paths: files.map((file) => file.path),
      readFile,
      pen: null,
    };
  }

  function textAt(path: string): string | null {
    const file = client.view.getState().files.find((one) => one.path === path);
    return file ? client.textOf(file.id).toString() : null;
  }

  function look(): PreviewInput {
    const { files, run, penFileId } = client.view.getState();
    const path = entryOf(files.map((file) => file.path));
    if (path === null) onAppearance('empty');
    const penFile = isRunning(run) ? files.find((file) => file.id === penFileId) : undefined;
    return {
      entry: path === null ? null : { path, text: textAt(path) ?? '' },
      paths: files.map((file) => file.path),
      readFile: textAt,
      pen: penFile ? penIn(penFile) : cutIn(files),
      isRunning: isRunning(run),
    };
  }

  function penIn({ id, path }: FileView): PreviewInput['pen'] {
    return { path, at: client.penAt(id) ?? client.textOf(id).length, isRewriting: rewrittenFileId === id };
  }

  /** A program that was cut short stays as it was seen: half of it must not run. */
  function cutIn(files: readonly FileView[]): PreviewInput['pen'] {
    const place = cut.now();
    const file = files.find(({ id }) => id === place?.fileId);
    if (!place || !file || !isCutShort(file.path, client.textOf(file.id).toString(), place.at)) return null;
    return { path: file.path, at: place.at, isRewriting: place.isRewriting };
  }

  function noteWriting(fileId: string): void {
    const at = client.penAt(fileId);
    if (at !== null) cut.writing({ fileId, at, isRewriting: rewrittenFileId === fileId });
  }

  function onRunEnded({ run, turns, files }: ProgramView): void {
    const isFinished = run.status === 'idle' && run.last?.outcome === 'done';
    cut.runEnded(!isFinished && turns.at(-1)?.changes === 'applied');
    rewrittenFileId = null;
    if (cutIn(files)) {
      const line = { level: 'info' as const, text: words.preview.unfinished, thrown: false, path: null, line: null };
      console.setState((state) => addLines(state, [line], 0));
    }
    onRunSettled();
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
    client.listenToAnyText((fileId) => {
      cut.textChanged(fileId);
      noteWriting(fileId);
      driver.changed();
    }),
    client.listenToPen((fileId, at) => {
      if (at !== null) rewrittenFileId = at === 0 ? fileId : null;
      noteWriting(fileId);
      driver.changed();
    }),
    client.listenToLeaps(() => {
      cut.forget();
      rewrittenFileId = null;
      heldErrors = [];
      problems.forget();
      driver.leapt();
    }),
    client.view.subscribe((now, before) => {
      if (now.files !== before.files || now.run !== before.run || now.penFileId !== before.penFileId) driver.changed();
      if (isRunning(before.run) && !isRunning(now.run)) onRunEnded(now);
    }),
    desk.subscribe((now, before) => {
      if (now.activeFileId === before.activeFileId) return;
      // Who opens a page in the editor wants to see that one.
      const opened = client.view.getState().files.find(({ id }) => id === now.activeFileId);
      if (opened && kindOf(opened.path) === 'page' && pages.getState() !== noVisits) pages.setState(noVisits, true);
      driver.changed();
    }),
    pages.subscribe(() => driver.restart()),
    () => sight.disconnect(),
    driver.close,
    host.close,
    compiler.close,
  ];
  driver.changed();

  return {
    restart() {
      onAppearance('waiting');
      cut.forget();
      host.clear();
      driver.restart();
    },
    end() {
      host.clear();
      driver.ended();
      onAppearance('stopped');
    },
    stop: () => host.tell({ type: 'stop' }),
    toggleValue: values.toggle,
    takePicture: host.takePicture,
    close() {
      for (const end of ends) end();
    },
  };
}

/** What a line that was thrown says of the program. */
function problemOf({ text, path, line, column = null, stack }: FrameLine): Problem {
  return { kind: 'runtime', message: text, path, line, column, ...(stack === undefined ? {} : { stack }) };
}
