import type * as Monaco from 'monaco-editor';
import { createEmitter } from '../../lib/base/emitter.ts';
import { replaceRange, textOf } from '../../lib/document/change.ts';
import type { VisibleChange } from '../../lib/live/session-view.ts';
import { streamingTwinOf, type EditorLanguage } from './editor-languages.ts';
import { editorOptions, leanOptions } from './editor-options.ts';
import { createGlow } from './glow.ts';
import { createPen } from './pen.ts';
import { createStandingNumbers } from './standing-numbers.ts';
import { bindText } from './text-binding.ts';

/** Enough for the browser to have compiled what each frame runs through. */
const pieces = 60;
const piece = 'const speed = size * 12; // px\n';
const linesKept = 40;

/** What is left of an idle moment has to be more than one piece takes. */
const enoughLeftMs = 5;

/**
 * Lets a small editor that nobody sees be written in, piece by piece in idle moments, and throws it away: the first run
 * of a page then finds compiled what its frames run through. Without it the first half second of writing goes slowly.
 * What it returns ends it; a browser that cannot tell when it is idle goes without.
 */
export function rehearse(monaco: typeof Monaco, language: EditorLanguage): () => void {
  if (typeof requestIdleCallback !== 'function') return () => {};
  let end = () => {};
  let idle = requestIdleCallback(() => {
    const stage = createStage(monaco, language);
    let left = pieces;
    end = stage.dispose;
    const goOn = (deadline: IdleDeadline) => {
      while (left > 0 && deadline.timeRemaining() > enoughLeftMs) {
        stage.write();
        left--;
      }
      if (left > 0) idle = requestIdleCallback(goOn);
      else {
        stage.dispose();
        end = () => {};
      }
    };
    idle = requestIdleCallback(goOn);
  });
  return () => {
    cancelIdleCallback(idle);
    end();
    end = () => {};
  };
}

function createStage(monaco: typeof Monaco, language: EditorLanguage): { write(): void; dispose(): void } {
  const node = document.createElement('div');
  node.ariaHidden = 'true';
  node.inert = true;
  node.style.cssText = 'position:fixed;left:-2000px;top:0;width:700px;height:500px;visibility:hidden;contain:strict';
  document.body.append(node);
  let text = textOf(piece.repeat(linesKept));
  const model = monaco.editor.createModel(text.toString(), streamingTwinOf(language));
  const codeEditor = monaco.editor.create(node, { ...editorOptions, ...leanOptions, automaticLayout: false, model });
  const glow = createGlow(codeEditor, () => {});
  const numbers = createStandingNumbers(monaco, codeEditor, () => {});
  const pen = createPen(monaco, codeEditor);
  const changes = createEmitter<VisibleChange>();
  const binding = bindText(
    model,
    { textOf: () => text, listenToText: (_fileId, listener) => changes.listen(listener), editText: () => {} },
    'rehearsal',
    { changeCame: () => {}, aboutToPaint: () => () => {}, typed: () => {} },
  );
  let at = text.length >> 1;
  const change = (from: number, to: number, insert: string) => {
    const made = replaceRange(text.length, from, to, insert);
    text = made.apply(text);
    glow.follow(made, true);
    changes.emit({ change: made, by: null });
  };
  return {
    write() {
      // As pieces of an answer come: in the middle of a line as often as at its end.
      const cut = at % 7;
      change(at, at, piece.slice(cut) + piece.slice(0, cut));
      at += piece.length;
      if (text.length > 2 * linesKept * piece.length) {
        change(0, at - 4 * piece.length, '');
        at = 4 * piece.length;
      }
      binding.flush();
      const position = model.getPositionAt(at);
      pen.show(position, 'model');
      codeEditor.setScrollTop(codeEditor.getTopForLineNumber(position.lineNumber) - 200);
      codeEditor.render();
      glow.place();
      numbers.place(true);
    },
    dispose() {
      glow.dispose();
      numbers.dispose();
      pen.dispose();
      binding.dispose();
      codeEditor.dispose();
      model.dispose();
      node.remove();
    },
  };
}
