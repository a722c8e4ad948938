import {
  bareFenceLength,
  closesFence,
  leadingSpace,
  mayBecomeMarker,
  mayCloseFence,
  readMarker,
  type FenceOpening,
} from './block-markers.ts';
import type { LineReader, Page } from './line-reader.ts';
import { createNestedFences, isMarkdown } from './nested-fences.ts';
import { noteUnclosed } from './read-oddities.ts';

/** Reads a fenced block that is a whole file. The file opens with the first line that is read. */
export function readWholeFile({
  fence,
  indent,
  path,
  language,
}: {
  fence: FenceOpening;
  /** How much white space to take from the start of each line, when the block stands in a list. */
  indent: number;
  path: string | null;
  language: string | null;
}): LineReader {
  const nested = createNestedFences(fence, isMarkdown(path, language));
  let isOpen = false;

  function write(text: string, page: Page) {
    open(page);
    nested.see(text);
    page.steps.content(text);
  }

  function open({ steps }: Page) {
    if (!isOpen) steps.open(path, language, 'whole');
    isOpen = true;
  }

  const outdent = (line: string) => line.slice(Math.min(indent, leadingSpace(line)));

  return {
    partial(line, page) {
      if (mayCloseFence(line, fence) || mayBecomeMarker(line, '<-')) return;
      write(outdent(line), page);
      page.passOn();
    },
    pass(text, page) {
      write(text, page);
    },
    line(line, page) {
      if (closesFence(line, fence) && !nested.closes()) {
        open(page);
        page.steps.close(true);
        page.turnToProse();
        return;
      }
      if (readMarker(line)?.kind === 'search') {
        page.steps.note(
          'stray-marker',
          `${path ?? 'A file'} holds a line that starts an edit in the middle of a whole file.`,
        );
      }
      write(`${outdent(line)}\n`, page);
    },
    end(line, page) {
      const length = bareFenceLength(line, fence);
      open(page);
      // At the very end a fence that is too short is still the end of the block, not a part of the file.
      const isComplete = length >= 3 && nested.depth === 0;
      if (length === 0 && line !== '') write(outdent(line), page);
      if (!isComplete) noteUnclosed(page, path);
      page.steps.close(isComplete);
      page.turnToProse();
    },
  };
}
