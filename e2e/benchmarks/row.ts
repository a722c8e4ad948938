/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** The same thing measured in the same run without Flint, or done another way. */
  readonly beside?: string;
  readonly target?: string;
  /** Whether the target is met; absent where there is none. */
  readonly isMet?: boolean;
}

/** Rows as a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, measured, beside = '', target = '', isMet }) => [
    what,
    measured,
    beside,
    target,
    isMet === undefined ? '' : isMet ? 'met' : '**missed**',
  ]);
  const head = ['What', 'Flint', 'Beside it', 'Target', ''];
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [format(head), format(widths.map((width) => '-'.repeat(width))), ...lines.map(format)].join('\n');
}
