import { consoleLimits as most } from '../console-messages.ts';
import type { ShownTable, ShownValue } from '../console-messages.ts';
import { ownKeys, readDescriptor } from './read-object.ts';
import { keyText, showLeaf, textOfLeaf } from './show-value.ts';
import type { ValueTable } from './value-table.ts';

/** The column of rows that are no objects. */
const valueColumn = 'Value';

/** What `console.table` shows of a value; null for what has no rows. Getters are not asked. */
export function tableOf(value: unknown, wanted: unknown, table: ValueTable): ShownTable | null {
  if (typeof value !== 'object' || value === null) return null;
  const rows = rowsOf(value, table);
  const shown = rows.slice(0, most.rows);
  const columns = Array.isArray(wanted)
    ? wanted.filter((column) => typeof column === 'string' || typeof column === 'number').map(String)
    : columnsOf(shown.map((row) => row.value));
  const shownColumns = columns.slice(0, most.columns);
  return {
    columns: shownColumns.map((column) => keyText(column)),
    rows: shown.map(({ name, value: row }) => ({
      name,
      cells: shownColumns.map((column) => cellOf(row, column, table)),
    })),
    moreRows: rows.length - shown.length,
    moreColumns: columns.length - shownColumns.length,
  };
}

function rowsOf(value: object, table: ValueTable): { readonly name: string; readonly value: unknown }[] {
  if (value instanceof Map) {
    return [...Map.prototype.entries.call(value)].map(([key, row]) => ({
      name: textOfLeaf(showLeaf(key, table)),
      value: row as unknown,
    }));
  }
  if (value instanceof Set) {
    return [...Set.prototype.values.call(value)].map((row, index) => ({ name: String(index), value: row as unknown }));
  }
  return seenKeys(value).map((key) => ({ name: keyText(key), value: readDescriptor(value, key)?.value as unknown }));
}

function columnsOf(rows: readonly unknown[]): string[] {
  const columns = new Set<string>();
  let hasValues = false;
  for (const row of rows) {
    if (typeof row === 'object' && row !== null) for (const key of seenKeys(row)) columns.add(key);
    else hasValues = true;
  }
  return hasValues ? [...columns, valueColumn] : [...columns];
}

function cellOf(row: unknown, column: string, table: ValueTable): ShownValue | null {
  if (typeof row !== 'object' || row === null) return column === valueColumn ? showLeaf(row, table) : null;
  const descriptor = readDescriptor(row, column);
  if (!descriptor) return null;
  return 'value' in descriptor ? showLeaf(descriptor.value, table) : { type: 'getter', text: '(…)' };
}

function seenKeys(value: object): string[] {
  return ownKeys(value).filter(
    (key): key is string => typeof key === 'string' && readDescriptor(value, key)?.enumerable === true,
  );
}
