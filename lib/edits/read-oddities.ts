import { closesFence, mayCloseFence, readFenceOpening, type FenceOpening } from './block-markers.ts';
import type { LineReader, Page } from './line-reader.ts';

export function noteBadPath({ steps }: Page, raw: string) {
  steps.note(
    'bad-path',
    `“${raw}” cannot be the path of a file of this project, so what was meant for it was skipped.`,
  );
}

export function noteUnclosed({ steps }: Page, path: string | null) {
  steps.note('unclosed-block', `The answer ended before ${path ?? 'the file'} was finished.`);
}

/** Reads a fenced block that is meant for people; its fence lines are part of the prose. */
export function readProseFence(fence: FenceOpening): LineReader {
  let isOpened = false;
  return {
    partial(line, page) {
      if (!isOpened || mayCloseFence(line, fence)) return;
      page.steps.prose(line);
      page.passOn();
    },
    pass(text, page) {
      page.steps.prose(text);
    },
    line(line, page) {
      page.steps.prose(`${line}\n`);
      if (isOpened && closesFence(line, fence)) page.turnToProse();
      // The first line may be the path that stood above the block.
      if (readFenceOpening(line)) isOpened = true;
    },
    end(line, page) {
      if (line !== '') page.steps.prose(line);
      page.turnToProse();
    },
  };
}

/** Leaves out everything up to and with the first line that `isLast` is true of. A note has said so before. */
export function skipUntil(isLast: (line: string) => boolean): LineReader {
  return {
    partial() {},
    pass() {},
    line(line, page) {
      if (isLast(line)) page.turnToProse();
    },
    end(_line, page) {
      page.turnToProse();
    },
  };
}

/** Leaves out a model's thinking up to its closing tag; it is no part of the answer. */
export function readThinking(): LineReader {
  const closing = /<\/(?:think|thinking)>/i;
  function leave(line: string, page: Page): boolean {
    const match = closing.exec(line);
    if (!match) return false;
    page.turnToProse(line.slice(match.index + match[0].length), { isStart: true });
    return true;
  }
  return {
    partial(line, page) {
      if (!leave(line, page)) page.keep(line.slice(-'</thinking>'.length));
    },
    pass() {},
    line(line, page) {
      leave(`${line}\n`, page);
    },
    end(_line, page) {
      page.turnToProse();
    },
  };
}

/** Reads a file between `<file path="…">` and `</file>`. The closing tag may stand in the middle of a line. */
export function readTaggedFile({ path, tag }: { path: string | null; tag: string }): LineReader {
  const closing = `</${tag}>`;
  let isOpen = false;
  /** Some of the line was written already. */
  let isWithinLine = false;
  function open({ steps }: Page) {
    if (!isOpen) steps.open(path, null, 'whole');
    isOpen = true;
  }
  function write(text: string, page: Page) {
    open(page);
    if (text !== '') page.steps.content(text);
  }
  function leave(line: string, page: Page): boolean {
    const at = line.indexOf(closing);
    if (at === -1) return false;
    // White space before a closing tag on its own line is the answer's, not the file's.
    const text = line.slice(0, at);
    write(text.trim() === '' && !isWithinLine ? '' : text, page);
    page.steps.close(true);
    page.turnToProse(line.slice(at + closing.length));
    return true;
  }
  return {
    partial(line, page) {
      if (leave(line, page)) return;
      let hold = 0;
      for (let length = Math.min(closing.length - 1, line.length); length > 0 && hold === 0; length--) {
        if (closing.startsWith(line.slice(-length))) hold = length;
      }
      const text = line.slice(0, line.length - hold);
      if (text.trim() === '' && !isWithinLine) return;
      isWithinLine = true;
      write(text, page);
      page.keep(line.slice(line.length - hold));
    },
    pass() {},
    line(line, page) {
      if (leave(`${line}\n`, page)) return;
      write(`${line}\n`, page);
      isWithinLine = false;
    },
    end(line, page) {
      if (line !== '' && leave(line, page)) return;
      const isCutTag = line.trim() !== '' && closing.startsWith(line.trim());
      if (isOpen || (line.trim() !== '' && !isCutTag)) write(isCutTag ? '' : line, page);
      noteUnclosed(page, path);
      page.steps.close(false);
      page.turnToProse();
    },
  };
}

/** Reads code that stands in the answer without any fence: to the end of its root element, or of the answer. */
export function readBareFile({ path, firstLine }: { path: string | null; firstLine: string }): LineReader {
  const root = /^\s*<(?:!doctype|html)/i.test(firstLine) ? '</html>' : /^\s*<svg/i.test(firstLine) ? '</svg>' : null;
  const fence: FenceOpening = { character: '`', length: 3, indent: 0, info: '' };
  let isOpen = false;
  let ending = '';
  function write(text: string, page: Page) {
    if (!isOpen) page.steps.open(path, null, 'whole');
    isOpen = true;
    page.steps.content(text);
    ending = (ending + text).slice(-20);
  }
  function isAtEnd() {
    return root !== null && ending.trimEnd().toLowerCase().endsWith(root);
  }
  function finish(page: Page) {
    page.steps.close(true);
    // The end of a fence that was never begun may follow.
    page.turnToProse('', { ignoreBareFence: true });
  }
  return {
    partial(line, page) {
      if (mayCloseFence(line, fence)) return;
      write(line, page);
      page.passOn();
    },
    pass(text, page) {
      write(text, page);
      if (text.endsWith('\n') && isAtEnd()) finish(page);
    },
    line(line, page) {
      if (closesFence(line, fence)) {
        page.steps.close(true);
        page.turnToProse();
        return;
      }
      write(`${line}\n`, page);
      if (isAtEnd()) finish(page);
    },
    end(line, page) {
      const isFence = /^\s*`+\s*$/.test(line);
      if (line !== '' && !isFence) write(line, page);
      const isComplete = root === null || isAtEnd() || closesFence(line, fence);
      if (!isComplete) noteUnclosed(page, path);
      page.steps.close(isComplete);
      page.turnToProse();
    },
  };
}
