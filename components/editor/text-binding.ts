import type { editor } from 'monaco-editor';
import type { Change } from '../../lib/document/change.ts';
import { commonEnd, commonStart } from '../../lib/document/common-ends.ts';
import type { SessionClient, VisibleChange } from '../../lib/live/session-view.ts';
import { colourLines } from './colour-lines.ts';
import { createPaintQueue } from './paint-queue.ts';
import { typedChange } from './typed-change.ts';

/** A Monaco model and a file of a session, kept the same. */
export interface TextBinding {
  /** Shows all that waits, now. Call it before reading the model or the cursor. */
  flush(): void;
  /** Something waits to be shown. */
  readonly isBehind: boolean;
  dispose(): void;
}

/** What the view does around a paint. */
export interface PaintListener {
  /** A change came that the model does not show yet: ask for a frame. */
  changeCame(change: VisibleChange): void;
  /** About to paint: the model is as it was. Returns what is to be done right after. */
  aboutToPaint(change: Change): () => void;
  /** The person typed this, in the session's offsets; the session has it. */
  typed(change: Change): void;
}

/**
 * Ties `model` to a file of the session, both ways, and makes the texts equal at once. All that waits is painted as one
 * batch of edits, never by setting the value, which would lose cursors, marks and folding.
 *
 * `applyEdits` is used on purpose: it leaves Monaco's undo stack alone (undo is the session's), and unlike
 * `pushEditOperations` it does not trim the indentation that Monaco just made on the line where the person stands.
 */
export function bindText(
  model: editor.ITextModel,
  client: Pick<SessionClient, 'textOf' | 'listenToText' | 'editText'>,
  fileId: string,
  listener: PaintListener,
): TextBinding {
  const queue = createPaintQueue();
  let isPainting = false;
  let paintedLength = model.getValueLength();

  const apply = (edits: editor.IIdentifiedSingleEditOperation[]) => {
    isPainting = true;
    try {
      model.applyEdits(edits);
    } finally {
      isPainting = false;
      paintedLength = model.getValueLength();
    }
  };

  const flush = () => {
    const change = queue.take();
    if (change) {
      const afterwards = listener.aboutToPaint(change);
      apply(editsOf(change, model));
      colourChanged(change, model);
      afterwards();
    }
    if (paintedLength !== client.textOf(fileId).length) repair();
  };

  const repair = () => {
    const wanted = client.textOf(fileId).toString();
    const shown = model.getValue();
    if (wanted === shown) return;
    console.error(
      `The editor and the session differed in ${fileId}: ${shown.length} and ${wanted.length} characters. Mended.`,
    );
    apply([smallestEdit(shown, wanted, model)]);
  };

  if (model.getValue() !== client.textOf(fileId).toString()) {
    apply([smallestEdit(model.getValue(), client.textOf(fileId).toString(), model)]);
  }

  const stopListening = client.listenToText(fileId, (change) => {
    queue.push(change.change);
    listener.changeCame(change);
  });
  const typing = model.onDidChangeContent((event) => {
    if (isPainting) return;
    const change = typedChange(event.changes, paintedLength);
    paintedLength = model.getValueLength();
    if (change.newLength !== paintedLength) {
      // Only a whole new value comes without edits that add up. Nothing here sets one.
      console.error(`Monaco reported edits that do not add up in ${fileId}.`);
      queueMicrotask(repair);
      return;
    }
    if (change.empty) return;
    const typed = queue.type(change);
    client.editText(fileId, typed);
    listener.typed(typed);
  });

  return {
    flush,
    get isBehind() {
      return !queue.isEmpty;
    },
    dispose() {
      stopListening();
      typing.dispose();
    },
  };
}

/** The change as edits of the model, all in places of the text as it is before any of them. */
function editsOf(change: Change, model: editor.ITextModel): editor.IIdentifiedSingleEditOperation[] {
  const edits: editor.IIdentifiedSingleEditOperation[] = [];
  change.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    edits.push(editAt(model, fromA, toA, inserted.toString()));
  });
  return edits;
}

function colourChanged(change: Change, model: editor.ITextModel): void {
  change.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    colourLines(model, model.getPositionAt(fromB).lineNumber, model.getPositionAt(toB).lineNumber);
  });
}

function smallestEdit(before: string, after: string, model: editor.ITextModel): editor.IIdentifiedSingleEditOperation {
  // Monaco moves an edit that begins or ends inside a surrogate pair.
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  return editAt(model, start, before.length - end, after.slice(start, after.length - end));
}

function editAt(
  model: editor.ITextModel,
  from: number,
  to: number,
  text: string,
): editor.IIdentifiedSingleEditOperation {
  const start = model.getPositionAt(from);
  const end = to === from ? start : model.getPositionAt(to);
  return {
    range: {
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    },
    text,
  };
}
