import type { editor } from 'monaco-editor';
import { addSpan, withoutSpans, type LineSpan } from './line-spans.ts';

/** The soft light on lines that a model has just written. */
export interface Glow {
  /** These lines were written now. */
  light(lines: readonly LineSpan[]): void;
  clear(): void;
}

const stepMs = 200;
const steps = 6;
const mostSpansPerStep = 8;

/**
 * Makes the glow of an editor. Lines move through six classes, one each 200 ms, so that a line which Monaco draws anew
 * does not start its fading again, and a frame never changes more than two short lists of whole lines.
 * With reduced motion they stay at one strength and then go.
 */
export function createGlow(codeEditor: editor.ICodeEditor): Glow {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const marks = Array.from({ length: steps }, () => codeEditor.createDecorationsCollection());
  let timer: ReturnType<typeof setInterval> | undefined;

  const linesOf = (step: number): LineSpan[] =>
    marks[step]!.getRanges().map((range) => ({ from: range.startLineNumber, to: range.endLineNumber }));
  const set = (step: number, spans: readonly LineSpan[]) => {
    const className = `flint-glow-${isStill ? 2 : step}`;
    if (spans.length === 0 && marks[step]!.length === 0) return;
    marks[step]!.set(
      spans.map((span) => ({
        range: { startLineNumber: span.from, startColumn: 1, endLineNumber: span.to, endColumn: 1 },
        options: { isWholeLine: true, className, stickiness: 1, description: 'flint-glow' },
      })),
    );
  };

  const fade = () => {
    for (let step = steps - 1; step > 0; step--) set(step, linesOf(step - 1));
    set(0, []);
    if (marks.every((mark) => mark.length === 0)) stop();
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    light(lines) {
      if (lines.length === 0) return;
      let fresh = linesOf(0);
      for (const span of lines) fresh = addSpan(fresh, span, mostSpansPerStep);
      set(0, fresh);
      for (let step = 1; step < steps; step++) {
        const older = linesOf(step);
        const left = withoutSpans(older, fresh).slice(0, mostSpansPerStep);
        if (
          left.length !== older.length ||
          left.some((span, index) => span.to !== older[index]!.to || span.from !== older[index]!.from)
        ) {
          set(step, left);
        }
      }
      timer ??= setInterval(fade, stepMs);
    },
    clear() {
      stop();
      for (const mark of marks) mark.clear();
    },
  };
}
