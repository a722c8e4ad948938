import type * as Monaco from 'monaco-editor';
import type { Change } from '../../lib/document/change.ts';
import { proposedChange } from '../../lib/live/proposal.ts';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { fastModelToAsk, refuseAccessCode } from '../models/model-choice.ts';
import { words } from '../words.ts';
import { liveMode } from './live-mode.ts';
import { type PausedPlace, placeAt } from './paused-place.ts';
import { createProposalMark } from './proposal-mark.ts';

/** Live mode in one editor. */
export interface LiveTyping {
  /** The person typed this in the open file, in its offsets. */
  typed(change: Change): void;
  /** How the editor is to be while live mode is on: what it proposes stands where Monaco's own list would open by itself. */
  options(): Monaco.editor.IEditorOptions;
  /** Somebody else changed the text of the open file: what is proposed no longer fits, and a pause goes on. */
  changed(): void;
  /** Another file is shown. */
  left(): void;
  dispose(): void;
}

/** A pause that is long enough to be one, and short enough not to be waited for. */
const pauseMs = 300;

/** How long it asks no more after a failure that does not say. */
const usualWaitMs = 20_000;

/** What passes by itself; after anything else it waits for the person to change something. */
const passing: ReadonlySet<string> = new Set([
  'rate-limit',
  'overloaded',
  'too-fast',
  'network',
  'stalled',
  'protocol',
  'unreachable',
  'store-unavailable',
  'internal',
  'unknown',
]);

/** A proposal on its way, or shown. */
interface Proposal {
  readonly place: PausedPlace;
  answer: string;
  isWhole: boolean;
  /** How much of it the person has typed themselves. */
  typed: number;
  callOff: () => void;
}

/**
 * Asks for a proposal when the person pauses in typing, and shows it. Tab takes it, as one step of theirs; Esc, a move of
 * the cursor, or a change by somebody else puts it away. Who types what it says keeps it; who types something else has it
 * called off, up to the model, and the next pause asks anew. While a run goes on it is silent.
 */
export function createLiveTyping({
  monaco,
  codeEditor,
  client,
  openFileId,
}: {
  readonly monaco: typeof Monaco;
  readonly codeEditor: Monaco.editor.IStandaloneCodeEditor;
  readonly client: SessionClient;
  openFileId(): string | null;
}): LiveTyping {
  const mark = createProposalMark(monaco, codeEditor);
  const canTake = codeEditor.createContextKey<boolean>('flintProposal', false);
  let proposal: Proposal | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTyping = false;
  let isComposing = false;
  let recent: readonly string[] = [];

  function pause(): void {
    clearTimeout(timer);
    if (liveMode.getState().isOn) timer = setTimeout(ask, pauseMs);
  }

  function ask(): void {
    const { isOn, state } = liveMode.getState();
    const model = codeEditor.getModel();
    const fileId = openFileId();
    const file = client.view.getState().files.find(({ id }) => id === fileId);
    if (!isOn || !model || !file || !mayAsk() || state.kind === 'failed') return;
    if (state.kind === 'waiting' && performance.now() < state.untilMs) return;
    const position = codeEditor.getPosition();
    if (!position) return;
    const place = placeAt(model, model.getOffsetAt(position));
    const line = model.getLineContent(position.lineNumber).slice(0, 400);
    recent = [...recent.filter((one) => one !== line), ...(line.trim() === '' ? [] : [line])].slice(-6);
    putAway();
    const chosen = fastModelToAsk();
    const { before, rest, after } = place;
    const asked: Proposal = { place, answer: '', isWhole: false, typed: 0, callOff: () => {} };
    const callOff = client.propose(
      { path: file.path, before, rest, after, recent, ...(chosen === null ? {} : { model: chosen }) },
      {
        text: (more) => {
          if (proposal !== asked) return;
          asked.answer += more;
          draw();
        },
        ended(isWhole) {
          if (proposal !== asked) return;
          asked.isWhole = isWhole;
          draw();
          if (!mark.shown) putAway();
        },
        failed({ code, retryAfterMs }) {
          if (proposal === asked) putAway();
          if (code === 'access-code-needed') refuseAccessCode();
          liveMode.setState({
            state:
              passing.has(code) || retryAfterMs !== null
                ? { kind: 'waiting', code, untilMs: performance.now() + (retryAfterMs ?? usualWaitMs) }
                : { kind: 'failed', code },
          });
        },
      },
    );
    if (!callOff) return;
    asked.callOff = callOff;
    proposal = asked;
    liveMode.setState({ state: { kind: 'thinking' } });
  }

  function options(): Monaco.editor.IEditorOptions {
    const { isOn } = liveMode.getState();
    return { quickSuggestions: !isOn, suggestOnTriggerCharacters: !isOn };
  }

  function mayAsk(): boolean {
    const { run, canEdit } = client.view.getState();
    const selection = codeEditor.getSelection();
    const isReadOnly = codeEditor.getOption(monaco.editor.EditorOption.readOnly);
    return (
      canEdit &&
      !isReadOnly &&
      !isRunning(run) &&
      !isComposing &&
      codeEditor.hasTextFocus() &&
      selection?.isEmpty() === true
    );
  }

  function draw(): void {
    if (!proposal) return;
    const { place, answer, isWhole, typed } = proposal;
    const change = proposedChange(place, answer, isWhole);
    const isAtCursor = change?.from === 0 && change.to === 0;
    const insert = change?.insert.slice(isAtCursor ? typed : 0) ?? '';
    // Who types along can be ahead of what has come.
    const isShown = change !== null && insert !== '' && (typed === 0 || isAtCursor);
    const at = place.offset + typed;
    mark.show(isShown ? { from: at + change.from, to: at + change.to, insert } : null);
    canTake.set(isShown);
    const kind = isShown ? 'ready' : 'thinking';
    if (liveMode.getState().state.kind === kind) return;
    liveMode.setState({ state: kind === 'ready' ? { kind, take } : { kind } });
  }

  /** Whatever was on its way is closed, and nothing is shown any more. */
  function putAway(): void {
    if (!proposal) return;
    proposal.callOff();
    proposal = null;
    mark.show(null);
    canTake.set(false);
    const { kind } = liveMode.getState().state;
    if (kind === 'thinking' || kind === 'ready') liveMode.setState({ state: { kind: 'idle' } });
  }

  function take(): void {
    const model = codeEditor.getModel();
    const { shown } = mark;
    if (!model || !shown) return;
    const range = monaco.Range.fromPositions(model.getPositionAt(shown.from), model.getPositionAt(shown.to));
    putAway();
    codeEditor.pushUndoStop();
    codeEditor.executeEdits('flint-proposal', [{ range, text: shown.insert, forceMoveMarkers: true }]);
    const end = model.getPositionAt(shown.from + shown.insert.length);
    codeEditor.setPosition(end, 'flint-proposal');
    codeEditor.revealPositionInCenterIfOutsideViewport(end);
  }

  /** Whether the person typed on what is proposed. */
  function follows(change: Change): boolean {
    if (!proposal) return false;
    const { place, answer, isWhole, typed } = proposal;
    const proposed = proposedChange(place, answer, isWhole);
    if (proposed?.from !== 0 || proposed.to !== 0) return false;
    let follows = false;
    let count = 0;
    change.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
      const text = inserted.toString();
      count++;
      follows = fromA === place.offset + typed && toA === fromA && proposed.insert.startsWith(text, typed);
      if (follows && proposal) proposal.typed += text.length;
    });
    return follows && count === 1;
  }

  const disposables = [
    codeEditor.onDidChangeCursorPosition(({ position, source }) => {
      // Text that others change moves it, and is no move of the person's.
      if (isTyping || source === 'flint-paint' || source === 'model') return;
      const model = codeEditor.getModel();
      const isWhereItWas =
        proposal !== null && model !== null && model.getOffsetAt(position) === proposal.place.offset + proposal.typed;
      if (isWhereItWas) return;
      clearTimeout(timer);
      putAway();
    }),
    codeEditor.onDidBlurEditorText(() => {
      clearTimeout(timer);
      putAway();
    }),
    codeEditor.onDidCompositionStart(() => {
      isComposing = true;
      clearTimeout(timer);
      putAway();
    }),
    codeEditor.onDidCompositionEnd(() => {
      isComposing = false;
      pause();
    }),
    codeEditor.addAction({
      id: 'flint.takeProposal',
      label: words.live.take,
      keybindings: [monaco.KeyCode.Tab],
      precondition: 'flintProposal',
      keybindingContext: '!suggestWidgetVisible && !inSnippetMode && !editorTabMovesFocus',
      run: take,
    }),
    codeEditor.addAction({
      id: 'flint.dismissProposal',
      label: words.live.dismiss,
      keybindings: [monaco.KeyCode.Escape],
      precondition: 'flintProposal',
      keybindingContext: '!suggestWidgetVisible',
      run: putAway,
    }),
  ];
  const ends = [
    client.view.subscribe(({ run, canEdit }) => {
      if (isRunning(run) || !canEdit) {
        clearTimeout(timer);
        putAway();
      }
    }),
    liveMode.subscribe(({ isOn }, before) => {
      if (isOn === before.isOn) return;
      putAway();
      if (!isRunning(client.view.getState().run)) codeEditor.updateOptions(options());
    }),
  ];

  return {
    options,
    typed(change) {
      if (!liveMode.getState().isOn) return;
      isTyping = true;
      // The cursor moves within the same turn, and that is no move of its own.
      queueMicrotask(() => (isTyping = false));
      if (follows(change)) {
        draw();
        if (proposal && (mark.shown || !proposal.isWhole)) return;
      }
      putAway();
      pause();
    },
    changed() {
      putAway();
    },
    left() {
      clearTimeout(timer);
      putAway();
    },
    dispose() {
      clearTimeout(timer);
      putAway();
      for (const end of ends) end();
      for (const disposable of disposables) disposable.dispose();
    },
  };
}
