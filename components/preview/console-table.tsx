import type { ShownTable } from '../../lib/preview/console-messages.ts';
import { words } from '../words.ts';
import { ValueShort } from './value-short.tsx';

/** What `console.table` shows. */
export function ConsoleTable({ table }: { readonly table: ShownTable }) {
  return (
    <div className="console-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.console.index}</th>
            {table.columns.map((column, index) => (
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, at) => (
                <td key={at}>{cell === null ? null : <ValueShort value={cell} isInside />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.moreRows > 0 || table.moreColumns > 0 ? (
        <p className="pt-1 text-faint">{words.console.moreRows(table.moreRows, table.moreColumns)}</p>
      ) : null}
    </div>
  );
}
