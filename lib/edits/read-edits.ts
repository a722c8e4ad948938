import {
  bareFenceLength,
  closesFence,
  leadingSpace,
  mayBecomeMarker,
  mayCloseFence,
  readFenceOpening,
  readMarker,
  type FenceOpening,
  type Marker,
} from './block-markers.ts';
import type { LineReader, Page } from './line-reader.ts';
import { checkPath, readPathLine } from './file-path.ts';
import { createNestedFences, isMarkdown } from './nested-fences.ts';
import { noteBadPath, noteUnclosed, skipUntil } from './read-oddities.ts';

/** Reads search blocks: all those of a fence, or a single one that stands without a fence. */
export function readEdits({
  fence,
  indent,
  path: firstPath,
  language,
}: {
  fence: FenceOpening | null;
  /** How much white space to take from the start of each line, when the block stands in a list. */
  indent: number;
  path: string | null;
  language: string | null;
}): LineReader {
  let path = firstPath;
  let isOpen = false;
  let phase: 'between' | 'search' | 'replace' = 'between';
  let search: string[] = [];
  let markerIndent = 0;
  /** A fence that stands within the markers, around the search or the replacement alone: no part of either. */
  let inner: FenceOpening | null = null;
  let hadInner = false;
  let isFirstLine = false;
  /** A second divider in a replacement: dropped when the replacement ends with it, else its text. */
  let heldDivider = '';
  /** The fence's end within a replacement: whether the marker that should have come before it still comes. */
  let heldEnd: string | null = null;
  const isText = () => isMarkdown(path, language);
  /** A path between two blocks: it names the next one. */
  let nameLine: string | null = null;
  let nested = fence && createNestedFences(fence, isText());

  const outdent = (line: string) => line.slice(Math.min(indent, leadingSpace(line)));
  const name = () => path ?? 'a file';

  function markerIn(line: string): Marker | null {
    return leadingSpace(line) <= markerIndent + 3 ? readMarker(line) : null;
  }

  function leave(page: Page, text = '') {
    page.turnToProse(text);
  }

  function close(page: Page, complete = true) {
    if (isOpen) page.steps.close(complete);
    isOpen = false;
  }

  function beginSearch(line: string, page: Page) {
    if (!isOpen) page.steps.open(path, language, 'edits');
    isOpen = true;
    phase = 'search';
    search = [];
    markerIndent = leadingSpace(line);
    inner = null;
    hadInner = false;
    isFirstLine = true;
  }

  function afterBlock(page: Page) {
    phase = 'between';
    if (fence) return;
    close(page);
    leave(page);
  }

  function lineBetween(line: string, page: Page) {
    if (line.trim() === '') return;
    const marker = readMarker(line);
    if (marker?.kind === 'search' && nameLine !== null) {
      const checked = checkPath(readPathLine(nameLine) ?? '');
      nameLine = null;
      if (!checked.ok) {
        noteBadPath(page, checked.raw);
        page.turnTo(skipUntil((text) => fence !== null && closesFence(text, fence)));
        return;
      }
      path = checked.path;
      nested = fence && createNestedFences(fence, isText());
    }
    if (marker?.kind === 'search') {
      beginSearch(line, page);
      return;
    }
    if (!marker && !(fence && closesFence(line, fence)) && readFenceOpening(line)) {
      // The fence's end was forgotten, and the next block begins.
      close(page);
      leave(page, nameLine === null ? `${line}\n` : `${nameLine}\n${line}\n`);
      return;
    }
    sayName(page);
    if (marker) {
      page.steps.note('stray-marker', `A marker line between the edits of ${name()} was left out.`);
    } else if (fence && closesFence(line, fence)) {
      close(page);
      leave(page);
    } else {
      close(page);
      if (readPathLine(line) === null) page.steps.prose(`${line}\n`);
      else nameLine = line;
    }
  }

  /** The path named no block, so it was prose. */
  function sayName(page: Page) {
    if (nameLine !== null) page.steps.prose(`${nameLine}\n`);
    nameLine = null;
  }

  function lineOfSearch(line: string, page: Page) {
    const marker = markerIn(line);
    const isFirst = isFirstLine;
    isFirstLine = false;
    if (inner && closesFence(line, inner)) inner = null;
    else if (marker?.kind === 'divider' && !inner) {
      page.steps.endSearch(search.map((text) => `${text}\n`).join(''));
      phase = 'replace';
      isFirstLine = true;
    } else if (marker?.kind === 'search' || marker?.kind === 'replace') {
      page.steps.note('stray-marker', `An edit of ${name()} has no ======= line, and was left out.`);
      if (marker.kind === 'search') beginSearch(line, page);
      else afterBlock(page);
    } else if (isFirst && !isText() && readFenceOpening(line)) {
      inner = readFenceOpening(line);
      hadInner = true;
    } else if (fence && !isText() && closesFence(line, fence)) {
      page.steps.note('stray-marker', `An edit of ${name()} has no ======= line, and was left out.`);
      close(page);
      leave(page);
    } else search.push(outdent(line));
  }

  function write(text: string, page: Page) {
    isFirstLine = false;
    nested?.see(text);
    page.steps.content(heldDivider + text);
    heldDivider = '';
  }

  function endReplace(page: Page) {
    if (heldDivider !== '')
      page.steps.note('stray-marker', `An edit of ${name()} has a second ======= line, which was left out.`);
    heldDivider = '';
    page.steps.endReplace();
  }

  /** The fence ended before the replacement's own end marker: it ends here, and what follows stands outside. */
  function endAtFence(page: Page, text: string) {
    endReplace(page);
    page.steps.note(
      'stray-marker',
      `The last edit of ${name()} has no >>>>>>> REPLACE line; it was taken to end with its block.`,
    );
    close(page);
    leave(page, text);
  }

  function lineOfReplacement(line: string, page: Page) {
    const marker = markerIn(line);
    if (heldEnd !== null) {
      if (line.trim() === '') heldEnd += `${line}\n`;
      else if (marker?.kind === 'replace') {
        endReplace(page);
        close(page);
        leave(page);
      } else endAtFence(page, `${heldEnd}${line}\n`);
      return;
    }
    const opening = isFirstLine && !isText() ? readFenceOpening(line) : null;
    if (inner && closesFence(line, inner)) inner = null;
    else if (opening && (hadInner || opening.info !== '')) {
      inner = opening;
      isFirstLine = false;
    } else if (marker?.kind === 'replace') {
      endReplace(page);
      afterBlock(page);
    } else if (marker?.kind === 'search') {
      endReplace(page);
      page.steps.note(
        'stray-marker',
        `An edit of ${name()} has no >>>>>>> REPLACE line; it was taken to end where the next begins.`,
      );
      beginSearch(line, page);
    } else if (marker?.kind === 'divider' && !isText()) {
      if (heldDivider !== '') write('', page);
      heldDivider = `${outdent(line)}\n`;
    } else if (fence && !inner && closesFence(line, fence) && !nested?.closes()) heldEnd = '';
    else write(`${outdent(line)}\n`, page);
  }

  function mayBeMarkup(line: string): boolean {
    if (line.trim() === '') return true;
    if (leadingSpace(line) <= markerIndent + 3 && mayBecomeMarker(line, '<>=+-')) return true;
    if (isFirstLine && /^\s*(?:`|~)/.test(line) && line.length < 200) return true;
    return (inner !== null && mayCloseFence(line, inner)) || (fence !== null && mayCloseFence(line, fence));
  }

  return {
    partial(line, page) {
      if (phase !== 'replace') return;
      if (heldEnd !== null) {
        if (!mayBecomeMarker(line, '>+')) endAtFence(page, heldEnd + line);
      } else if (!mayBeMarkup(line)) {
        write(outdent(line), page);
        page.passOn();
      }
    },
    pass(text, page) {
      write(text, page);
    },
    line(line, page) {
      if (phase === 'between') lineBetween(line, page);
      else if (phase === 'search') lineOfSearch(line, page);
      else lineOfReplacement(line, page);
    },
    end(line, page, passing) {
      if (line !== '' && phase === 'replace' && heldEnd === null && !passing) {
        const isCutMarker = /^\s*(?:[<>=+-]{3,9}|[<>]{5,9} ?[A-Za-z]*|[`~]+)\s*$/.test(line);
        const isWhole =
          markerIn(line) !== null ||
          (fence !== null && closesFence(line, fence)) ||
          (inner !== null && closesFence(line, inner));
        if (isWhole) {
          lineOfReplacement(line, page);
          // A single block without a fence is over with its last marker.
          if (!isOpen) return;
        } else if (!isCutMarker) write(outdent(line), page);
      } else if (line.trim() !== '' && phase === 'between') {
        lineBetween(line, page);
        sayName(page);
        if (!isOpen) return;
      }
      sayName(page);
      if (heldEnd !== null) {
        if (readMarker(line)?.kind === 'replace') {
          endReplace(page);
          close(page);
          leave(page);
        } else endAtFence(page, heldEnd + line);
        return;
      }
      if (isOpen) {
        const isShortEnd = fence !== null && phase === 'between' && bareFenceLength(line, fence) >= 3;
        if (phase === 'search')
          page.steps.note(
            'unclosed-block',
            `The answer ended within the search text of an edit of ${name()}, which was left out.`,
          );
        else if (!isShortEnd) noteUnclosed(page, path);
        close(page, isShortEnd);
      }
      leave(page);
    },
  };
}
