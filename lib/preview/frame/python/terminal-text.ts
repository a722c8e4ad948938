/** Text of one look. */
export interface TextRun {
  readonly text: string;
  /** Class names, with a blank between two. */
  readonly look: string;
}

/** A line of the terminal. `version` grows when it changes. */
export interface TerminalLine {
  readonly id: number;
  version: number;
  runs: TextRun[];
}

/** What a program wrote, as a terminal would show it. */
export interface TerminalText {
  readonly lines: readonly TerminalLine[];
  /** How many lines at the top were let go. */
  readonly dropped: number;
  /** `look` is what the text looks like where the program itself does not say. */
  write(text: string, look: string): void;
  clear(): void;
}

const longestLine = 20_000;
const [bell, escape] = [String.fromCharCode(7), String.fromCharCode(27)];
const control = new RegExp(String.raw`\r\n|[\n\r\b${bell}]|${escape}\[([\d;?]*)([A-Za-z])|${escape}[^[]?`, 'g');
const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/**
 * Keeps the last lines of what a program writes. Knows line ends, carriage returns (a progress bar writes over itself),
 * backspace, colours, and the clearing of a line or of all; other escape sequences are left out.
 */
export function createTerminalText(mostLines: number): TerminalText {
  let nextId = 1;
  let lines: TerminalLine[] = [newLine()];
  let dropped = 0;
  let column = 0;
  let color = '';
  let isBold = false;

  function newLine(): TerminalLine {
    return { id: nextId++, version: 0, runs: [] };
  }

  function last(): TerminalLine {
    return lines[lines.length - 1] ?? newLine();
  }

  function endLine(): void {
    lines.push(newLine());
    column = 0;
    // In large steps, so that dropping costs nothing.
    if (lines.length <= mostLines * 1.5) return;
    dropped += lines.length - mostLines;
    lines = lines.slice(-mostLines);
  }

  function put(text: string, look: string): void {
    if (text === '') return;
    const line = last();
    const run = { text, look };
    const length = lengthOf(line);
    const before = column === length ? line.runs : [...cut(line.runs, 0, column)];
    const after = column === length ? [] : [...cut(line.runs, column + text.length, length)];
    const end = before.at(-1);
    if (end?.look === look) before[before.length - 1] = { text: end.text + text, look };
    else before.push(run);
    line.runs = [...before, ...after];
    line.version += 1;
    column += text.length;
    if (column > longestLine) endLine();
  }

  function obey(parameters: string, command: string): void {
    if (command === 'm') {
      for (const code of parameters.split(';').map(Number)) {
        if (code === 0) [color, isBold] = ['', false];
        else if (code === 1) isBold = true;
        else if (code === 22) isBold = false;
        else if (code === 39) color = '';
        else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) color = colors[code % 10] ?? '';
      }
    } else if (command === 'J' && parameters !== '') clear();
    else if (command === 'K') {
      const line = last();
      line.runs = [...cut(line.runs, 0, column)];
      line.version += 1;
    }
  }

  function clear(): void {
    lines = [newLine()];
    dropped = 0;
    column = 0;
  }

  return {
    get lines() {
      return lines;
    },
    get dropped() {
      return dropped;
    },
    write(text, ownLook) {
      let at = 0;
      const putUpTo = (to: number) => {
        const look = [ownLook, color && `ink-${color}`, isBold ? 'ink-bold' : ''].filter(Boolean).join(' ');
        put(text.slice(at, to), look);
      };
      for (const match of text.matchAll(control)) {
        putUpTo(match.index);
        at = match.index + match[0].length;
        if (match[0] === '\n' || match[0] === '\r\n') endLine();
        else if (match[0] === '\r') column = 0;
        else if (match[0] === '\b') column = Math.max(0, column - 1);
        else if (match[2] !== undefined) obey(match[1] ?? '', match[2]);
      }
      putUpTo(text.length);
    },
    clear,
  };
}

function lengthOf(line: TerminalLine): number {
  return line.runs.reduce((sum, run) => sum + run.text.length, 0);
}

/** The runs between two columns. */
function* cut(runs: readonly TextRun[], from: number, to: number): Generator<TextRun> {
  let at = 0;
  for (const { text, look } of runs) {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part !== '') yield { text: part, look };
    at += text.length;
  }
}
