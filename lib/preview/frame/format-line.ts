import { consoleLimits } from '../console-messages.ts';
import type { LinePiece } from '../console-messages.ts';
import { showValue } from './show-value.ts';
import type { ValueTable } from './value-table.ts';

/** What a `console` call was given, as the pieces of a line: its `%` placeholders filled in, the rest behind them. */
export function formatLine(values: readonly unknown[], table: ValueTable): LinePiece[] {
  const [first, ...rest] = values;
  if (typeof first !== 'string' || !/%[sdifoOc%]/.test(first)) return join(values, table);
  const pieces: LinePiece[] = [];
  let css = '';
  let next = 0;
  const style = () => (css === '' ? {} : { css });
  const add = (text: string) => {
    const last = pieces.at(-1);
    if (text === '') return;
    if (last && 'text' in last && (last.css ?? '') === css)
      pieces[pieces.length - 1] = { ...last, text: last.text + text };
    else pieces.push({ text, ...style() });
  };
  let end = 0;
  for (const found of first.matchAll(/%([sdifoOc%])/g)) {
    const [whole, kind] = found;
    add(first.slice(end, found.index));
    end = found.index + whole.length;
    if (kind === '%') add('%');
    else if (next >= rest.length) add(whole);
    else {
      const value = rest[next];
      next += 1;
      if (kind === 'c') css = typeof value === 'string' ? value.slice(0, consoleLimits.cssLength) : '';
      else if (kind === 's' && !isOpenable(value)) add(showValue(value, table).text);
      else if (kind === 'd' || kind === 'i') add(wholeNumber(value));
      else if (kind === 'f') add(String(toNumber(value)));
      else pieces.push({ value: showValue(value, table), ...style() });
    }
  }
  add(first.slice(end));
  const left = rest.slice(next);
  return left.length === 0 ? pieces : [...pieces, { text: ' ' }, ...join(left, table)];
}

function join(values: readonly unknown[], table: ValueTable): LinePiece[] {
  const pieces: LinePiece[] = [];
  for (const value of values.slice(0, consoleLimits.pieces / 2)) {
    const last = pieces.at(-1);
    const text = typeof value === 'string' ? value.slice(0, consoleLimits.lineLength) : null;
    const gap = last ? ' ' : '';
    if (text === null) {
      if (last && 'text' in last) pieces[pieces.length - 1] = { text: `${last.text} ` };
      else if (last) pieces.push({ text: ' ' });
      pieces.push({ value: showValue(value, table) });
    } else if (last && 'text' in last) pieces[pieces.length - 1] = { text: last.text + gap + text };
    else pieces.push({ text: gap + text });
  }
  return pieces;
}

function isOpenable(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function wholeNumber(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  const number = toNumber(value);
  return Number.isNaN(number) ? 'NaN' : String(Math.trunc(number));
}

/** Not `Number(value)`, which would run an object's `valueOf`. */
function toNumber(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
    ? Number(value)
    : typeof value === 'bigint'
      ? Number(value)
      : Number.NaN;
}
