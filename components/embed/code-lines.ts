/** Code that stands in a page line by line, as the server drew it, and changes there. */
export interface CodeLines {
  /** Shows this text. Lines that stay keep their colours; new ones have none yet. */
  show(text: string): void;
  /** Gives lines their colours, as HTML with escaped text; those that have become others meanwhile stay as they are. */
  colour(lines: readonly string[]): void;
  /** Where a line begins, in pixels from the top of the code. */
  topOf(line: number): number;
}

/** Takes over the lines that stand in `element`. */
export function takeCodeLines(element: HTMLElement): CodeLines {
  const elements = [...element.querySelectorAll<HTMLElement>('.flint-static-line')];
  const texts = elements.map((line) => line.textContent);
  const ruler = document.createElement('template');

  return {
    show(text) {
      const next = text.split('\n');
      const { same, sameAtEnd } = commonEnds(texts, next);
      const added = next.slice(same, next.length - sameAtEnd).map(drawLine);
      const removed = elements.splice(same, texts.length - same - sameAtEnd, ...added);
      texts.splice(0, texts.length, ...next);
      const before = elements[same + added.length] ?? null;
      for (const line of removed) line.remove();
      for (const line of added) element.insertBefore(line, before);
    },
    colour(lines) {
      const plain = lines.map((html) => {
        ruler.innerHTML = html;
        return ruler.content.textContent ?? '';
      });
      const { same, sameAtEnd } = commonEnds(plain, texts);
      for (const [index, html] of lines.entries()) {
        const at = index < lines.length - sameAtEnd ? index : index + texts.length - lines.length;
        const isIt = index < same || at !== index || plain[index] === texts[index];
        const line = isIt ? elements[at] : undefined;
        if (line && line.innerHTML !== html) line.innerHTML = html;
      }
    },
    topOf: (line) => elements[Math.min(line, elements.length - 1)]?.offsetTop ?? 0,
  };
}

/** How many items two lists have in common at their beginnings, and then at their ends. */
function commonEnds(one: readonly string[], other: readonly string[]): { same: number; sameAtEnd: number } {
  const shorter = Math.min(one.length, other.length);
  let same = 0;
  while (same < shorter && one[same] === other[same]) same++;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && one.at(-1 - sameAtEnd) === other.at(-1 - sameAtEnd)) sameAtEnd++;
  return { same, sameAtEnd };
}

function drawLine(text: string): HTMLElement {
  const line = document.createElement('span');
  line.className = 'flint-static-line';
  line.style.setProperty('--flint-indent', String(/^ */.exec(text)?.[0].length ?? 0));
  line.textContent = text;
  return line;
}
