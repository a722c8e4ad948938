import type { Problem } from '../../problem.ts';
import { createTerminalText, type TerminalLine } from './terminal-text.ts';
import { words } from './words.ts';

/** The page that shows what a program wrote, and asks for what it wants to know. */
export interface Terminal {
  write(text: string, look?: 'error' | 'trace' | 'typed'): void;
  /** So many lines were written that are not shown. */
  leaveOut(count: number): void;
  /** A picture below what was written so far. */
  picture(png: ArrayBuffer): void;
  /** A field after what was written last. */
  ask(onAnswer: (text: string) => void): void;
  /** How the program failed: the way there, and what it was. */
  failed(problem: Problem): void;
  /** No field any more. */
  endAsking(): void;
  /** Something of ours, said calmly: nothing that the program wrote. */
  note(text: string): void;
  /** Whether the program has written or drawn anything. */
  isEmpty(): boolean;
  /** For the next program. What stands is seen until there is something new, so that nothing flickers. */
  clear(): void;
}

const mostLines = 1_000;
const mostPictures = 50;
const sweepAfterMs = 150;

/** Builds the terminal in an element. Draws once a frame at most, and follows the end unless somebody reads above it. */
export function createTerminal(place: HTMLElement): Terminal {
  const text = createTerminalText(mostLines);
  const drawn = new Map<number, { readonly element: HTMLElement; version: number }>();
  const log = document.createElement('div');
  log.className = 'terminal-log';
  log.setAttribute('role', 'log');
  log.setAttribute('aria-label', words.output);
  log.tabIndex = 0;
  place.append(log);
  const dropped = document.createElement('p');
  dropped.className = 'terminal-note';

  let isDue = false;
  let isFollowing = true;
  let field: HTMLInputElement | null = null;
  let pictures: string[] = [];
  let hasPicture = false;
  let notes: HTMLElement[] = [];
  let leftOut = 0;
  let sweeping: ReturnType<typeof setTimeout> | undefined;

  log.addEventListener('scroll', () => {
    isFollowing = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
  });
  log.addEventListener('click', () => {
    if (getSelection()?.isCollapsed !== false) field?.focus({ preventScroll: true });
  });

  function due(): void {
    if (isDue) return;
    isDue = true;
    // A frame that nobody sees yet gets no animation frames.
    const late = setTimeout(draw, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      draw();
    });
  }

  function draw(): void {
    if (!isDue) return;
    isDue = false;
    const { lines } = text;
    const first = lines[0]?.id ?? 0;
    for (const [id, { element }] of drawn) {
      if (id >= first) break;
      element.remove();
      drawn.delete(id);
    }
    for (const line of notDrawn(lines)) drawLine(line);
    if (text.dropped + leftOut > 0) {
      dropped.textContent = words.dropped(text.dropped + leftOut);
      log.prepend(dropped);
    } else dropped.remove();
    placeField();
    if (isFollowing) log.scrollTop = log.scrollHeight;
  }

  /** From the last line that stands as it is now. */
  function notDrawn(lines: readonly TerminalLine[]): readonly TerminalLine[] {
    let from = lines.length;
    while (from > 0) {
      const line = lines[from - 1];
      if (line && drawn.get(line.id)?.version === line.version) break;
      from -= 1;
    }
    return lines.slice(from);
  }

  function drawLine(line: TerminalLine): void {
    const element = drawn.get(line.id)?.element ?? document.createElement('div');
    element.className = 'terminal-line';
    element.replaceChildren(
      ...line.runs.map((run) => {
        if (run.look === '') return document.createTextNode(run.text);
        const span = document.createElement('span');
        span.className = run.look;
        span.textContent = run.text;
        return span;
      }),
    );
    if (!element.isConnected) log.append(element);
    drawn.set(line.id, { element, version: line.version });
  }

  function placeField(): void {
    if (!field) return;
    const last = text.lines.at(-1);
    const row = last && drawn.get(last.id)?.element;
    if (!row || field.parentElement === row) return;
    row.classList.add('terminal-asks');
    row.append(field);
    // Only from within the frame: a program that asks must not take the keys from who types elsewhere.
    if (document.hasFocus()) field.focus({ preventScroll: true });
  }

  function endAsking(): void {
    field?.parentElement?.classList.remove('terminal-asks');
    field?.remove();
    field = null;
  }

  function sweep(): void {
    if (sweeping === undefined) return;
    clearTimeout(sweeping);
    sweeping = undefined;
    text.clear();
    for (const { element } of drawn.values()) element.remove();
    for (const element of notes) element.remove();
    for (const element of log.querySelectorAll('.terminal-figure')) element.remove();
    for (const address of pictures) URL.revokeObjectURL(address);
    drawn.clear();
    notes = [];
    pictures = [];
    hasPicture = false;
    leftOut = 0;
    isFollowing = true;
    due();
  }

  const terminal: Terminal = {
    write(written, look) {
      sweep();
      text.write(written, look ?? '');
      due();
    },
    leaveOut(count) {
      sweep();
      leftOut += count;
    },
    picture(png) {
      sweep();
      // The line that stands is ended, so that the picture comes where the program showed it.
      if (text.lines.at(-1)?.runs.length) text.write('\n', '');
      isDue = true;
      draw();
      const figure = document.createElement('img');
      figure.className = 'terminal-figure';
      figure.alt = words.figure;
      figure.src = URL.createObjectURL(new Blob([png], { type: 'image/png' }));
      figure.addEventListener('load', () => {
        if (isFollowing) log.scrollTop = log.scrollHeight;
      });
      const before = drawn.get(text.lines.at(-1)?.id ?? 0)?.element;
      if (before) before.before(figure);
      else log.append(figure);
      hasPicture = true;
      pictures.push(figure.src);
      if (pictures.length > mostPictures) URL.revokeObjectURL(pictures.shift() ?? '');
    },
    ask(onAnswer) {
      sweep();
      endAsking();
      field = document.createElement('input');
      field.className = 'terminal-field';
      field.setAttribute('aria-label', words.input);
      field.autocomplete = 'off';
      field.spellcheck = false;
      field.setAttribute('autocapitalize', 'off');
      field.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' || event.isComposing || !field) return;
        event.preventDefault();
        const answer = field.value;
        endAsking();
        terminal.write(`${answer}\n`, 'typed');
        onAnswer(answer);
      });
      isFollowing = true;
      isDue = true;
      draw();
    },
    failed({ message, stack = '' }) {
      sweep();
      if (text.lines.at(-1)?.runs.length) terminal.write('\n');
      const way = stack.trimEnd();
      const last = way.lastIndexOf('\n') + 1;
      if (last > 0) terminal.write(way.slice(0, last), 'trace');
      terminal.write(`${message}\n`, 'error');
    },
    endAsking,
    note(said) {
      sweep();
      const element = document.createElement('p');
      element.className = 'terminal-note';
      element.textContent = said;
      notes.push(element);
      log.append(element);
    },
    isEmpty: () =>
      sweeping !== undefined ||
      (!hasPicture && text.dropped === 0 && text.lines.length === 1 && text.lines[0]?.runs.length === 0),
    clear() {
      endAsking();
      sweeping ??= setTimeout(sweep, sweepAfterMs);
    },
  };
  return terminal;
}
