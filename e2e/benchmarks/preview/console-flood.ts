import type { Bench } from '../bench.ts';
import { type FlintPage, openFlintPage } from '../page/flint-page.ts';
import { keysToPaint } from '../page/key-to-paint.ts';
import { openBrowser } from '../page/open-browser.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';

const ownLines = Array.from({ length: 12 }, (_, index) => `// line ${String.fromCharCode(97 + index)}: `);
/** Short enough not to wrap. */
const keysPerLine = 40;
const linesOfFlood = 100_000;

/** Says so many lines, with an object in each, within about a second: in twenty goes, as long as somebody types. */
const page = `<!doctype html>
<button>Flood</button>
<p>0</p>
<script>
let said = 0;
const flood = (left) => {
  for (let line = 0; line < ${linesOfFlood / 20}; line++) console.log('line', said++, { said, list: [1, 2, 3] });
  document.querySelector('p').textContent = said;
  if (left > 1) setTimeout(flood, 40, left - 1);
};
document.querySelector('button').onclick = () => flood(20);
</script>
`;

/** From a key to the frame that shows its character, while the program floods an open console, and while it is silent. */
export async function measureConsoleFlood({ flintUrl }: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const flint = await openFlintPage(browser, flintUrl, {
      'notes.txt': `${ownLines.join('\n')}\n`,
      'index.html': page,
    });
    await flint.page.getByRole('region', { name: 'Files', exact: true }).getByText('notes.txt').click();
    await flint.page.getByRole('button', { name: 'Open console' }).click();
    const quiet: number[] = [];
    const flooded: number[] = [];
    // In turn: what else the machine does falls on both alike.
    for (let line = 0; line < ownLines.length; line += 2) {
      quiet.push(...(await type(flint, line)));
      await program(flint).getByRole('button', { name: 'Flood' }).dispatchEvent('click');
      flooded.push(...(await type(flint, line + 1)));
      await program(flint)
        .getByText(String(linesOfFlood * (line / 2 + 1)), { exact: true })
        .waitFor();
    }
    const [half, most] = [0.5, 0.99].map((share) => quantile(flooded, share) / quantile(quiet, share));
    const ratio = half ?? Number.NaN;
    return [
      {
        what: `Key to paint while the program says ${linesOfFlood.toLocaleString('en')} lines within a second or so (p50 / p99 of ${flooded.length})`,
        measured: halfAndMost(flooded),
        beside: `${halfAndMost(quiet)} while it is silent`,
      },
      {
        what: 'The same as a ratio: p50, p99',
        measured: `${ratio.toFixed(2)}, ${(most ?? Number.NaN).toFixed(2)}`,
        target: 'p50 ≤ 1.15',
        isMet: ratio <= 1.15,
      },
    ];
  } finally {
    await browser.close();
  }
}

function program({ page: own }: FlintPage) {
  return own.frameLocator('iframe[title="Preview"]');
}

function type({ page: own }: FlintPage, line: number): Promise<number[]> {
  return keysToPaint(own, line, ownLines[line]?.trimEnd() ?? '', keysPerLine);
}
