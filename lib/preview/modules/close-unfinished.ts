import { createScan, type Frame, type Point } from './scan-unfinished.ts';

/** Beginnings of a file that may be whole, the longest first; the last is empty. */
const mostTries = 14;

/**
 * What a module that is still being written may be run as: cut back to where a statement, an item of a list or a piece of
 * JSX ends, with what is open there closed. The best comes first. Whether one compiles is for the compiler to say; the last
 * is the empty module. Nothing half-said is in them: no half word, no loop or callback without its end.
 */
export function* closeUnfinished(text: string, { jsx }: { readonly jsx: boolean }): Generator<string> {
  const points = createScan(text, jsx);
  let tries = 0;
  let before = '';
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const point = points[index];
    if (!point) break;
    // Far from the end only whole statements are worth a try.
    if (tries >= mostTries && point.stack !== null) continue;
    const closed = closeAt(text, point);
    if (closed === before) continue;
    before = closed;
    tries += 1;
    yield closed;
    if (tries >= 2 * mostTries) break;
  }
  yield '';
}

function closeAt(text: string, { at, stack, quote }: Point): string {
  let closers = quote;
  for (let frame = stack; frame; frame = frame.parent) closers += closerOf(frame);
  return text.slice(0, at) + closers;
}

function closerOf({ kind, name, ternaries }: Frame): string {
  const rest = ' : null'.repeat(ternaries);
  switch (kind) {
    case 'brace':
    case 'loop':
    case 'hole':
    case 'expression':
      return `${rest}}`;
    case 'paren':
      return `${rest})`;
    case 'bracket':
      return `${rest}]`;
    case 'template':
      return '`';
    case 'tag':
      return `></${name}>`;
    case 'children':
      return `</${name}>`;
    default:
      return kind satisfies never;
  }
}
