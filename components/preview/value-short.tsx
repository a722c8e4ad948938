import type { ReactNode } from 'react';
import type { ShownPart, ShownValue, ValueType } from '../../lib/preview/console-messages.ts';

/** A value in one line: what it is, and its first parts. `isInside` another one a string has quotes. */
export function ValueShort({ value, isInside }: { readonly value: ShownValue; readonly isInside: boolean }) {
  const { type, text, parts, hasMore } = value;
  if (type === 'string' && !isInside) return <span className="console-plain">{text}</span>;
  if (type === 'string') return <span className="value-string">{`'${text}'`}</span>;
  if (!parts || type === 'error') return <span className={colours[type]}>{text}</span>;
  const [open, close] = type === 'array' ? '[]' : '{}';
  const name = text === 'Object' || text === '' ? '' : `${text} `;
  return (
    <span>
      <span className="text-muted">{name}</span>
      {open}
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 ? ', ' : ''}
          {partShort(part, type)}
        </span>
      ))}
      {hasMore ? `${parts.length > 0 ? ', ' : ''}…` : ''}
      {close}
    </span>
  );
}

function partShort({ key, value }: ShownPart, within: ValueType): ReactNode {
  return (
    <>
      {key === null ? null : (
        <>
          <span className="text-muted">{key}</span>
          {within === 'map' || within === 'entry' ? ' => ' : ': '}
        </>
      )}
      <ValueShort value={value} isInside />
    </>
  );
}

const colours: Readonly<Record<ValueType, string>> = {
  string: 'value-string',
  number: 'value-number',
  boolean: 'value-keyword',
  nothing: 'value-keyword',
  symbol: 'value-string',
  function: 'value-function',
  error: 'text-problem',
  stack: 'text-muted',
  element: 'value-function',
  object: '',
  array: '',
  map: '',
  set: '',
  entry: '',
  getter: 'text-faint',
  other: 'value-number',
};
