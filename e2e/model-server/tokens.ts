/** How many characters the model server counts as one token. Real tokenizers come to about four in code. */
const charactersPerToken = 4;

/** Cuts a text into tokens of about four characters. Joined again they are the text; no character is cut in half. */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(text.length, start + charactersPerToken);
    if (isHighSurrogate(text.charCodeAt(end - 1)) && end < text.length) end += 1;
    tokens.push(text.slice(start, end));
    start = end;
  }
  return tokens;
}

function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}

/**
 * A program of exactly `tokenCount` tokens that is the same each time: JavaScript functions that do small sums, each
 * line different, so that a lost, doubled or swapped token shows.
 */
export function programOf(tokenCount: number): string {
  const length = tokenCount * charactersPerToken;
  const lines: string[] = [];
  let written = 0;
  for (let index = 0; written < length; index += 1) {
    const line = programLine(index);
    lines.push(line);
    written += line.length;
  }
  return lines.join('').slice(0, length);
}

function programLine(index: number): string {
  const part = Math.floor(index / 5);
  const [first, second] = [(part * 7919) % 1000, (part * 104729) % 1000];
  switch (index % 5) {
    case 0:
      return `export function step${part}(value) {\n`;
    case 1:
      return `  const sum = value * ${first} + ${second};\n`;
    case 2:
      return `  if (sum % ${(part % 9) + 2} === 0) return sum / ${(part % 9) + 2};\n`;
    case 3:
      return `  return sum - ${(first + second) % 97};\n`;
    default:
      return '}\n\n';
  }
}

/** What the server answers when nobody has told it what: one small page, as a model would write it. */
export const defaultAnswerText = `index.html
\`\`\`html
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A small page</title>
    <style>
      body { display: grid; place-items: center; min-height: 100vh; margin: 0; font: 18px system-ui; }
      button { font: inherit; padding: 0.5em 1em; }
    </style>
  </head>
  <body>
    <button type="button">Clicked <output>0</output> times</button>
    <script>
      const output = document.querySelector('output');
      document.querySelector('button').addEventListener('click', () => {
        output.textContent = String(Number(output.textContent) + 1);
      });
    </script>
  </body>
</html>
\`\`\`
`;
