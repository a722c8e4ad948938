import type * as Monaco from 'monaco-editor';
import type { Change } from '../../lib/document/change.ts';
import type { SessionClient, SessionView } from '../../lib/live/session-view.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { createChangeReview } from './change-review.ts';
import { fullOptions, leanOptions, optionsForWidth } from './editor-options.ts';
import { editorWords } from './editor-words.ts';
import { createLiveTyping } from '../live-mode/propose-while-typing.ts';
import { createFileModels } from './file-models.ts';
import { createFrameSchedule } from './frame-schedule.ts';
import { createGlow } from './glow.ts';
import { holdView } from './hold-view.ts';
import { createPenFollow } from './pen-follow.ts';
import { createPen } from './pen.ts';
import { createPeopleCarets } from './people-carets.ts';
import type { PaintListener } from './text-binding.ts';
import { createProblemMarks, type EditorProblem } from './problem-marks.ts';
import { createStandingNumbers } from './standing-numbers.ts';
import { createUnseenPen } from './unseen-pen.ts';
import { whenCalm, type WhenCalm } from './when-calm.ts';

/** One Monaco editor at work on a session: which file it shows, and all that happens around the text. */
export interface EditorDesk {
  /** Shows a file, where the person left it. */
  open(fileId: string): void;
  setReadOnly(readOnly: boolean): void;
  /** A run was asked for and is not there yet: what it needs is made ready meanwhile. */
  expectRun(isExpected: boolean): void;
  /** The selected range of the open file in the session's offsets; null when nothing is selected. */
  selection(): SelectedRange | null;
  /** Puts the cursor there and brings it into view. Line and column count from 1. */
  reveal(line: number, column?: number): void;
  /** Marks what is wrong with the program, and nothing else. */
  showProblems(problems: readonly EditorProblem[]): void;
  /** Goes along with the model's pen again. */
  follow(): void;
  flush(): void;
  dispose(): void;
}

/** What the desk tells the page. */
export interface DeskListener {
  /** Another file should be shown: the pen went there, or an undo happened there. */
  openFile(fileId: string): void;
  /** A run goes on and the view does not follow its pen, or no longer so. */
  followOffered(isOffered: boolean): void;
  followChanged(isFollowing: boolean): void;
  /** The selection of the open file is now this; also when somebody else's change moved it. */
  selectionChanged(selection: SelectedRange | null): void;
}

/** A selected range in the session's offsets, and how many lines it touches. */
export interface SelectedRange {
  readonly fileId: string;
  readonly from: number;
  readonly to: number;
  readonly lines: number;
}

/** The line where the person typed this lately keeps its height on the screen; after that the first visible line does. */
const typingForMs = 3_000;

/**
 * A language's worker takes a core for a second when it comes up, and gets every change of the text from then on. Files
 * have only their colours until somebody comes to the code, and for so long after that or after a run.
 */
const servicesAfterCalmMs = 2_500;
/** Who types gets them in their first pause: they would slow the keys down. */
const servicesAfterPauseMs = 400;

/** What Monaco says moved the selection when it was not the person. */
const othersMoves: ReadonlySet<string> = new Set(['flint-paint', 'modelChange', 'model']);

/** Sets the editor to work. It must be without a model of its own; `dispose` leaves the editor itself alone. */
export function createEditorDesk({
  monaco,
  codeEditor,
  client,
  listener,
}: {
  monaco: typeof Monaco;
  codeEditor: Monaco.editor.IStandaloneCodeEditor;
  client: SessionClient;
  listener: DeskListener;
}): EditorDesk {
  let openId: string | null = null;
  let isReadOnly = false;
  let told: SelectedRange | null = null;
  let typedAtMs = Number.NEGATIVE_INFINITY;
  let isTravelling = false;
  /** Where the change of the undo or redo that goes on ended. */
  let landing: { fileId: string; offset: number } | null = null;
  const viewStates = new Map<string, Monaco.editor.ICodeEditorViewState>();

  const glow = createGlow(codeEditor, requestFrame);
  const numbers = createStandingNumbers(monaco, codeEditor, requestFrame);
  const pen = createPen(monaco, codeEditor);
  const peopleCarets = createPeopleCarets(codeEditor);
  let areCaretsNews = false;
  let hasMoved = false;
  /** Begins when somebody comes to the code. */
  let services: WhenCalm | null = null;
  let hasServices = false;
  let isRunExpected = false;
  /** Set up for a model that writes: from when a run is expected until what it wrote last was drawn. */
  let isLean = false;
  let hasRunEnded = false;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const unseenPen = createUnseenPen();
  const review = createChangeReview({ monaco, codeEditor, client, canEdit: () => !isReadOnly });
  const penFollow = createPenFollow({ nowMs: () => performance.now(), changed: followChanged });

  const liveTyping = createLiveTyping({
    monaco,
    codeEditor,
    client,
    openFileId: () => openId,
  });

  const models = createFileModels({
    monaco,
    client,
    paintListener,
    undo: () => travel(() => client.undo()),
    redo: () => travel(() => client.redo()),
  });
  const marks = createProblemMarks(monaco, models);
  const openFile = () => (openId === null ? null : models.of(openId));
  const schedule = createFrameSchedule(() => {
    models.flushAll();
    tellSelection();
    placePen();
    if (areCaretsNews) showPeople();
    if (hasMoved) tellCaret();
    hasMoved = false;
    // Monaco would draw in the next frame; this is the frame it was asked for.
    if (!document.hidden) {
      codeEditor.render();
      glow.place();
      numbers.place(isLean);
    }
    if (hasRunEnded) settling = setTimeout(settle);
    hasRunEnded = false;
  });

  function requestFrame(): void {
    schedule.request();
  }

  function mayRest(): boolean {
    return !isRunExpected && !isRunning(client.view.getState().run);
  }

  function makeReady(fileId: string | null): void {
    if (fileId !== null) models.startStreaming(fileId);
    if (isLean) return;
    isLean = true;
    codeEditor.updateOptions(leanOptions);
    numbers.place(true);
    review.clear();
  }

  /** All that comes back once nobody but people writes. It takes longer than a frame, so the last of the text goes first. */
  function settle(): void {
    if (!isLean || !mayRest()) return;
    isLean = false;
    models.flushAll();
    models.endStreaming();
    codeEditor.updateOptions(restOptions());
    numbers.place(false);
    placePen();
    showChanges();
  }

  /** While no model writes. */
  function restOptions(): Monaco.editor.IEditorOptions {
    return { ...fullOptions, links: hasServices, ...liveTyping.options() };
  }

  function comeToCode(): void {
    services ??= whenCalm({
      calmMs: servicesAfterCalmMs,
      pauseMs: servicesAfterPauseMs,
      isBusy: cannotServe,
      act() {
        hasServices = true;
        models.startServices();
        if (!isLean) codeEditor.updateOptions(restOptions());
      },
    });
  }

  /** Workers are fetched: without a network one would be lost for good. */
  function cannotServe(): boolean {
    const { run, connection } = client.view.getState();
    return isRunning(run) || !(connection === 'live' || connection === 'draft');
  }

  function paintListener(fileId: string): PaintListener {
    return {
      changeCame(visible) {
        const { change, by } = visible;
        const isModels = by?.kind === 'model';
        if (isModels && isRunning(client.view.getState().run)) makeReady(fileId);
        if (fileId === openId) {
          liveTyping.changed();
          glow.follow(change, isModels);
          unseenPen.follow(visible);
        }
        if (by === null && isTravelling) landing = { fileId, offset: endOf(change) };
        schedule.request();
      },
      aboutToPaint(change) {
        if (fileId !== openId) return () => {};
        const heldLine = penFollow.isFollowing && penIsHere() ? null : lineToHold();
        return holdView(monaco, codeEditor, change, heldLine);
      },
      typed(change) {
        if (fileId === openId) {
          glow.follow(change, false);
          liveTyping.typed(change);
        }
        typedAtMs = performance.now();
        penFollow.personTyped(fileId);
      },
    };
  }

  function selection(): SelectedRange | null {
    const model = codeEditor.getModel();
    const range = codeEditor.getSelection();
    if (!model || openId === null || !range || range.isEmpty()) return null;
    return {
      fileId: openId,
      from: model.getOffsetAt(range.getStartPosition()),
      to: model.getOffsetAt(range.getEndPosition()),
      lines: range.endLineNumber - range.startLineNumber + 1,
    };
  }

  function tellSelection(): void {
    const now = selection();
    if (now?.fileId === told?.fileId && now?.from === told?.from && now?.to === told?.to) return;
    told = now;
    listener.selectionChanged(now);
  }

  function showPeople(): void {
    areCaretsNews = false;
    peopleCarets.show(openId === null ? [] : client.caretsIn(openId));
  }

  /** Where the person is, by their own doing: text that others moved under the caret is seen by everybody. */
  function tellCaret(): void {
    const model = codeEditor.getModel();
    const range = codeEditor.getSelection();
    if (isReadOnly || openId === null || !model || !range) return;
    client.showCaret({
      fileId: openId,
      from: model.getOffsetAt({ lineNumber: range.selectionStartLineNumber, column: range.selectionStartColumn }),
      to: model.getOffsetAt(range.getPosition()),
    });
  }

  function penIsHere(): boolean {
    return openId !== null && client.penAt(openId) !== null;
  }

  function lineToHold(): number | null {
    const visible = codeEditor.getVisibleRanges();
    const first = visible[0];
    const last = visible.at(-1);
    if (!first || !last) return null;
    const cursor = codeEditor.getPosition();
    const isTyping = codeEditor.hasTextFocus() && performance.now() - typedAtMs < typingForMs;
    if (isTyping && cursor && cursor.lineNumber >= first.startLineNumber && cursor.lineNumber <= last.endLineNumber)
      return cursor.lineNumber;
    // At the very top nothing is above the view that could push it.
    return codeEditor.getScrollTop() < 1 ? null : first.startLineNumber;
  }

  function placePen(): void {
    const model = codeEditor.getModel();
    const at = openId === null ? null : client.penAt(openId);
    const unseenAt = unseenPen.take();
    if (!model || at === null) {
      pen.show(null, '');
      if (model && unseenAt !== null && penFollow.isFollowing)
        bringPenIntoView(model.getPositionAt(unseenAt).lineNumber);
      return;
    }
    const position = model.getPositionAt(at);
    pen.show(position, penName(client.view.getState()));
    if (penFollow.isFollowing) bringPenIntoView(position.lineNumber);
  }

  /** By the page, not by the line: text that stands still can be read while the pen moves down it. */
  function bringPenIntoView(line: number): void {
    const height = codeEditor.getLayoutInfo().height;
    const top = codeEditor.getTopForLineNumber(line);
    const scrollTop = codeEditor.getScrollTop();
    if (top >= scrollTop && top + 2 * lineHeight() <= scrollTop + height) return;
    codeEditor.setScrollTop(Math.max(0, top - height * 0.25), monaco.editor.ScrollType.Immediate);
  }

  function lineHeight(): number {
    return codeEditor.getOption(monaco.editor.EditorOption.lineHeight);
  }

  function followChanged(isFollowing: boolean): void {
    listener.followChanged(isFollowing);
    offerFollow();
  }

  function offerFollow(): void {
    const { run, penFileId } = client.view.getState();
    listener.followOffered(isRunning(run) && penFileId !== null && !penFollow.isFollowing);
  }

  /** The pen went to another file while the person follows it. */
  function followToFile({ penFileId, files, run }: SessionView): void {
    if (!penFollow.isFollowing || !isRunning(run) || penFileId === null || penFileId === openId) return;
    if (files.some((file) => file.id === penFileId)) listener.openFile(penFileId);
  }

  function travel(step: () => { readonly fileId: string | null } | null): void {
    if (isReadOnly) return;
    models.flushAll();
    landing = null;
    isTravelling = true;
    const done = step();
    isTravelling = false;
    models.flushAll();
    if (!done?.fileId) return;
    penFollow.personMoved();
    if (done.fileId !== openId) listener.openFile(done.fileId);
    else land();
  }

  function land(): void {
    const model = codeEditor.getModel();
    if (!model || !landing || landing.fileId !== openId) return;
    codeEditor.setPosition(model.getPositionAt(landing.offset), 'flint-undo');
    codeEditor.revealPositionInCenterIfOutsideViewport(codeEditor.getPosition() ?? { lineNumber: 1, column: 1 });
    landing = null;
  }

  function showChanges(): void {
    if (openId === null) return;
    if (isLean) {
      review.clear();
      return;
    }
    openFile()?.binding.flush();
    review.show(openId);
  }

  function viewChanged(view: SessionView, before: SessionView): void {
    if (view.files !== before.files) {
      models.follow(view.files);
      marks.refresh();
      reopenRenamed();
    }
    if (view.run !== before.run) {
      const runs = isRunning(view.run);
      const ran = isRunning(before.run);
      if (runs && (!ran || runIdOf(before) !== runIdOf(view))) {
        makeReady(view.penFileId);
        penFollow.runStarted(view.penFileId ?? openId ?? '');
      }
      services?.disturb();
      if (ran && !runs) {
        hasRunEnded = true;
        schedule.request();
      }
      offerFollow();
    }
    if (view.penFileId !== before.penFileId) {
      if (view.penFileId !== null && isRunning(view.run)) makeReady(view.penFileId);
      followToFile(view);
      offerFollow();
      schedule.request();
    }
  }

  function reopenRenamed(): void {
    const file = openFile();
    if (file && codeEditor.getModel() !== file.model) show(file.fileId);
  }

  function show(fileId: string): void {
    const file = models.of(fileId);
    if (!file) return;
    const model = codeEditor.getModel();
    const state = model && openId !== null ? codeEditor.saveViewState() : null;
    if (state && openId !== null) viewStates.set(openId, state);
    liveTyping.left();
    review.clear();
    glow.clear();
    unseenPen.take();
    if (openId !== null && openId !== fileId) turnedTo(fileId);
    openId = fileId;
    file.binding.flush();
    if (model !== file.model) codeEditor.setModel(file.model);
    codeEditor.updateOptions({ ariaLabel: editorWords.editorLabel(file.path) });
    const remembered = viewStates.get(fileId);
    if (remembered) codeEditor.restoreViewState(remembered);
    land();
    showChanges();
    placePen();
    showPeople();
    if (codeEditor.hasTextFocus()) tellCaret();
    offerFollow();
  }

  /** Opening the file with the pen is following it, opening another one is not. */
  function turnedTo(fileId: string): void {
    const { run, penFileId } = client.view.getState();
    if (!isRunning(run) || penFileId === null) return;
    if (fileId === penFileId) penFollow.resume();
    else penFollow.personMoved();
  }

  function personMoved(): void {
    if (isRunning(client.view.getState().run)) penFollow.personMoved();
  }

  function resumeFollow(): void {
    penFollow.resume();
    followToFile(client.view.getState());
    placePen();
  }

  const dom = codeEditor.getContainerDomNode();
  const abort = new AbortController();
  const passive = { signal: abort.signal, passive: true, capture: true };
  dom.addEventListener('wheel', personMoved, passive);
  dom.addEventListener('touchmove', personMoved, passive);
  dom.addEventListener('pointerdown', personMoved, passive);
  dom.addEventListener('pointermove', comeToCode, passive);
  document.addEventListener('visibilitychange', () => schedule.request(), { signal: abort.signal });

  const stops = [
    client.view.subscribe(viewChanged),
    client.listenToPen((_fileId) => schedule.request()),
    client.listenToCarets(() => {
      areCaretsNews = true;
      schedule.request();
    }),
    client.listenToHunks((fileId) => {
      if (fileId === openId) showChanges();
    }),
    ...[
      codeEditor.onKeyDown((event) => {
        if (isQuietKey(event.browserEvent)) return;
        personMoved();
        services?.wanted();
      }),
      // Not from inside the event: the text may be behind, and Monaco in the middle of a command.
      codeEditor.onDidChangeCursorSelection(({ source }) => {
        if (!othersMoves.has(source)) hasMoved = true;
        schedule.request();
      }),
      codeEditor.onDidFocusEditorText(() => {
        comeToCode();
        hasMoved = true;
        schedule.request();
      }),
      codeEditor.onDidLayoutChange(({ width }) => codeEditor.updateOptions(optionsForWidth(width))),
      codeEditor.addAction({
        id: 'flint.follow',
        label: editorWords.followHint,
        keybindings: [monaco.KeyMod.Alt | monaco.KeyCode.KeyF],
        run: resumeFollow,
      }),
      codeEditor.addAction({
        id: 'flint.nextChange',
        label: editorWords.nextChange,
        keybindings: [monaco.KeyMod.Alt | monaco.KeyCode.F5],
        run: () => review.step(1),
      }),
      codeEditor.addAction({
        id: 'flint.previousChange',
        label: editorWords.previousChange,
        keybindings: [monaco.KeyMod.Alt | monaco.KeyMod.Shift | monaco.KeyCode.F5],
        run: () => review.step(-1),
      }),
      codeEditor.addAction({ id: 'flint.keepChange', label: editorWords.keepChange, run: () => review.decide('keep') }),
      codeEditor.addAction({
        id: 'flint.revertChange',
        label: editorWords.revertChange,
        run: () => review.decide('revert'),
      }),
    ].map((disposable) => () => disposable.dispose()),
  ];

  models.follow(client.view.getState().files);
  codeEditor.updateOptions({
    ...restOptions(),
    ...optionsForWidth(codeEditor.getLayoutInfo().width),
  });
  if (!mayRest()) makeReady(client.view.getState().penFileId);

  return {
    open: show,
    setReadOnly(readOnly) {
      isReadOnly = readOnly;
      codeEditor.updateOptions({ readOnly, domReadOnly: readOnly });
      showChanges();
    },
    expectRun(isExpected) {
      if (isExpected === isRunExpected) return;
      isRunExpected = isExpected;
      clearTimeout(settling);
      // Not before the page has shown that it was asked.
      settling = setTimeout(() => (isRunExpected ? makeReady(openId) : settle()));
    },
    selection() {
      models.flushAll();
      return selection();
    },
    reveal(line, column = 1) {
      penFollow.personMoved();
      models.flushAll();
      codeEditor.setPosition({ lineNumber: line, column });
      codeEditor.revealLineInCenterIfOutsideViewport(line);
      codeEditor.focus();
    },
    showProblems: marks.show,
    follow: resumeFollow,
    flush: () => models.flushAll(),
    dispose() {
      schedule.stop();
      clearTimeout(settling);
      services?.cancel();
      abort.abort();
      for (const stop of stops) stop();
      liveTyping.dispose();
      review.dispose();
      glow.dispose();
      numbers.dispose();
      pen.dispose();
      peopleCarets.dispose();
      codeEditor.setModel(null);
      models.dispose();
    },
  };
}

function penName(view: SessionView): string {
  return view.turns.at(-1)?.model ?? editorWords.pen;
}

function runIdOf(view: SessionView): string | null {
  return isRunning(view.run) ? view.run.runId : null;
}

function endOf(change: Change): number {
  let end = 0;
  change.iterChangedRanges((_fromA, _toA, _fromB, toB) => {
    end = toB;
  });
  return end;
}

/** Keys that do not move anything in the text. */
function isQuietKey(event: KeyboardEvent): boolean {
  return (
    ['Alt', 'AltGraph', 'Control', 'Meta', 'Shift', 'CapsLock', 'Escape'].includes(event.key) ||
    (event.altKey && event.code === 'KeyF')
  );
}
