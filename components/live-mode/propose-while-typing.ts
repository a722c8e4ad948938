import type * as Monaco from 'monaco-editor';
import { systemClock } from '../../lib/base/clock.ts';
import type { Change } from '../../lib/document/change.ts';
import { createProposing, type ShownProposal } from '../../lib/live/proposing.ts';
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
  let isTyping = false;
  let recent: readonly string[] = [];
  const proposing = createProposing({
    clock: systemClock,
    mode: liveMode,
    placeNow,
    ask({ path, before, rest, after }, listener) {
      const chosen = fastModelToAsk();
      const wish = { path, before, rest, after, recent, ...(chosen === null ? {} : { model: chosen }) };
      return client.propose(wish, {
        ...listener,
        failed(failure) {
          if (failure.code === 'access-code-needed') refuseAccessCode();
          listener.failed(failure);
        },
      });
    },
    show(proposal) {
      mark.show(proposal);
      canTake.set(proposal !== null);
    },
    write,
  });

  /** Where the person stands, if they may be proposed something there; the line goes to those they wrote in. */
  function placeNow(): (PausedPlace & { readonly path: string }) | null {
    const model = codeEditor.getModel();
    const fileId = openFileId();
    const file = client.view.getState().files.find(({ id }) => id === fileId);
    const position = codeEditor.getPosition();
    if (!model || !file || !position || !mayAsk()) return null;
    const line = model.getLineContent(position.lineNumber).slice(0, 400);
    recent = [...recent.filter((one) => one !== line), ...(line.trim() === '' ? [] : [line])].slice(-6);
    return { ...placeAt(model, model.getOffsetAt(position)), path: file.path };
  }

  function options(): Monaco.editor.IEditorOptions {
    const { isOn } = liveMode.getState();
    return { quickSuggestions: !isOn, suggestOnTriggerCharacters: !isOn };
  }

  function mayAsk(): boolean {
    const { run, canEdit } = client.view.getState();
    const selection = codeEditor.getSelection();
    const isReadOnly = codeEditor.getOption(monaco.editor.EditorOption.readOnly);
    return canEdit && !isReadOnly && !isRunning(run) && codeEditor.hasTextFocus() && selection?.isEmpty() === true;
  }

  /** One step of the person's, whatever they type right before and after it. */
  function write({ from, to, insert }: ShownProposal): void {
    const model = codeEditor.getModel();
    if (!model) return;
    const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
    client.endUndoStep();
    codeEditor.pushUndoStop();
    codeEditor.executeEdits('flint-proposal', [{ range, text: insert, forceMoveMarkers: true }]);
    client.endUndoStep();
    const end = model.getPositionAt(from + insert.length);
    codeEditor.setPosition(end, 'flint-proposal');
    codeEditor.revealPositionInCenterIfOutsideViewport(end);
  }

  const disposables = [
    codeEditor.onDidChangeCursorPosition(({ position, source }) => {
      // Text that others change moves it, and is no move of the person's.
      if (isTyping || source === 'flint-paint' || source === 'model') return;
      const model = codeEditor.getModel();
      if (model) proposing.moved(model.getOffsetAt(position));
    }),
    codeEditor.onDidBlurEditorText(() => proposing.stop()),
    codeEditor.onDidCompositionStart(() => proposing.composing(true)),
    codeEditor.onDidCompositionEnd(() => proposing.composing(false)),
    codeEditor.addAction({
      id: 'flint.takeProposal',
      label: words.live.take,
      keybindings: [monaco.KeyCode.Tab],
      precondition: 'flintProposal',
      keybindingContext: '!suggestWidgetVisible && !inSnippetMode && !editorTabMovesFocus',
      run: () => proposing.take(),
    }),
    codeEditor.addAction({
      id: 'flint.dismissProposal',
      label: words.live.dismiss,
      keybindings: [monaco.KeyCode.Escape],
      precondition: 'flintProposal',
      keybindingContext: '!suggestWidgetVisible',
      run: () => proposing.putAway(),
    }),
  ];
  const ends = [
    client.view.subscribe(({ run, canEdit }) => {
      if (isRunning(run) || !canEdit) proposing.stop();
    }),
    liveMode.subscribe(({ isOn }, before) => {
      if (isOn === before.isOn) return;
      proposing.putAway();
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
      proposing.typed(change);
    },
    changed: () => proposing.putAway(),
    left: () => proposing.stop(),
    dispose() {
      proposing.stop();
      for (const end of ends) end();
      for (const disposable of disposables) disposable.dispose();
    },
  };
}
