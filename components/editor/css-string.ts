/** Any text as a string of CSS: every character but plain letters and digits by its number. */
export function cssString(text: string): string {
  const escaped = [...text].map((letter) =>
    /^[A-Za-z0-9]$/.test(letter) ? letter : `\\${(letter.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped.join('')}"`;
}
