import type { editor } from 'monaco-editor';
import type { Change } from '../../lib/document/change.ts';
import { createFreshRanges } from './fresh-ranges.ts';
import { addSpan, type LineSpan, withoutSpans } from './line-spans.ts';

/** The soft light on lines that a model has just written. */
export interface Glow {
  /** Any change of the text that is shown; `isModels` when a model made it. */
  follow(change: Change, isModels: boolean): void;
  /** Puts the light where it belongs. Call it in a frame, after the editor has drawn the text as it is by then. */
  place(): void;
  clear(): void;
  dispose(): void;
}

const stepMs = 200;
const steps = 6;
const mostSpansPerStep = 8;
/** The strength at which it stays where motion is to be reduced. */
const stillStep = 2;

/**
 * Makes the glow of an editor: a few strips that lie behind the lines and scroll along with them, one for each stretch of
 * lines of one age. As a decoration of Monaco's the light would make it draw each of these lines anew in every frame. A
 * strip grows older by a class each 200 ms; `requestFrame` is asked for a frame then. With reduced motion it stays at one
 * strength and then goes.
 */
export function createGlow(codeEditor: editor.ICodeEditor, requestFrame: () => void): Glow {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const fresh = createFreshRanges({ steps, stepMs });
  const layer = document.createElement('div');
  layer.className = 'flint-glow';
  layer.ariaHidden = 'true';
  const strips: { readonly node: HTMLElement; shown: string }[] = [];
  let shownWidthPx = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (index: number, step: number, topPx: number, heightPx: number) => {
    let strip = strips[index];
    if (!strip) {
      strip = { node: document.createElement('div'), shown: '' };
      strips.push(strip);
      layer.append(strip.node);
    }
    const shown = `${step} ${topPx} ${heightPx}`;
    if (strip.shown === shown) return;
    strip.shown = shown;
    strip.node.className = `flint-glow-${isStill ? stillStep : step}`;
    strip.node.style.top = `${topPx}px`;
    strip.node.style.height = `${heightPx}px`;
  };
  const hideFrom = (index: number) => {
    for (const strip of strips.slice(index)) {
      if (strip.shown === '') continue;
      strip.shown = '';
      strip.node.className = '';
    }
  };

  return {
    follow: (change, isModels) => fresh.follow(change, isModels, performance.now()),
    place() {
      const nowMs = performance.now();
      const model = codeEditor.getModel();
      const content = contentOf(codeEditor);
      if (!model || !content) return;
      let drawn = 0;
      let newer: LineSpan[] = [];
      for (const [step, ranges] of fresh.byAge(nowMs).entries()) {
        if (ranges.length === 0) continue;
        const spans = ranges.reduce<LineSpan[]>(
          (joined, { from, to }) => addSpan(joined, linesBetween(model, from, to), mostSpansPerStep),
          [],
        );
        for (const { from, to } of withoutSpans(spans, newer)) {
          const topPx = codeEditor.getTopForLineNumber(from);
          draw(drawn++, step, topPx - content.topPx, codeEditor.getBottomForLineNumber(to) - topPx);
        }
        newer = spans.reduce((joined, span) => addSpan(joined, span, Infinity), newer);
      }
      hideFrom(drawn);
      if (drawn === 0) return;
      const widthPx = Math.max(codeEditor.getScrollWidth(), codeEditor.getLayoutInfo().contentWidth);
      if (widthPx !== shownWidthPx) {
        shownWidthPx = widthPx;
        layer.style.width = `${widthPx}px`;
      }
      if (layer.parentNode !== content.node) content.node.prepend(layer);
      timer ??= setTimeout(
        () => {
          timer = undefined;
          requestFrame();
        },
        stepMs - (nowMs % stepMs),
      );
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      fresh.clear();
      hideFrom(0);
    },
    dispose() {
      this.clear();
      layer.remove();
    },
  };
}

/**
 * What scrolls with the text, and which height of the text, in pixels, lies at its upper edge. In texts of many thousand
 * lines that is not zero: no browser can place a node at millions of pixels.
 */
function contentOf(codeEditor: editor.ICodeEditor): { readonly node: HTMLElement; readonly topPx: number } | null {
  const node = codeEditor.getContainerDomNode().querySelector<HTMLElement>('.lines-content');
  if (!node) return null;
  return { node, topPx: codeEditor.getScrollTop() + Number.parseFloat(node.style.top || '0') };
}

function linesBetween(model: editor.ITextModel, from: number, to: number): LineSpan {
  const start = model.getPositionAt(from);
  const end = model.getPositionAt(to);
  const isLineEnd = end.column === 1 && end.lineNumber > start.lineNumber;
  return { from: start.lineNumber, to: isLineEnd ? end.lineNumber - 1 : end.lineNumber };
}
