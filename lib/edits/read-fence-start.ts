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
import { checkPath, looksLikePath, mayBecomePathComment, readPathComment } from './file-path.ts';
import { readEdits } from './read-edits.ts';
import { noteBadPath, readProseFence, skipUntil } from './read-oddities.ts';
import { readWholeFile } from './read-whole-file.ts';

/** Without a path these are something to run or to look at, not a file. */
const proseLanguages = new Set(
  'bash sh shell zsh fish console terminal shellsession shell-session powershell ps1 pwsh cmd bat batch text txt plaintext plain output log ascii tree mermaid'.split(
    ' ',
  ),
);
const diffLanguages = new Set(['diff', 'patch', 'udiff']);
/** How an unnamed block without a language has to begin to be taken for a file. */
const codeStart =
  /^\s*(?:<[!?A-Za-z]|(?:import|export|const|let|var|function|class|interface|type|def|from|package|use|using|async|fn|pub|struct|enum|public|module)\b|#include|#!|\/\/|\/\*|@[a-z]|['"]use |[.#]?[\w-][\w\s,>.#:-]*\{)/;
/** Code is told from words by this much of the first line. */
const codeStartLength = 40;

/**
 * Reads the first lines of a fenced block, to find out whether it holds a whole file, search blocks, or something for
 * people: commands, output, a diff. A block without a path whose language is of the shell, and one with neither path
 * nor language that does not begin like code, are prose. A name in a sentence ("Here is `a.html`:") counts for all others.
 */
export function readFenceStart({
  fence,
  path: givenPath,
  language,
  mentioned,
  nameLine,
  openingLine,
}: {
  fence: FenceOpening;
  path: string | null;
  language: string | null;
  mentioned: string | null;
  /** The line above that held the path, and the opening line: prose when the block turns out to be prose. */
  nameLine: string;
  openingLine: string;
}): LineReader {
  let raw = '';
  /** The block's first line, when it is only a path: it names the file if a search block (or the block's end) follows. */
  let pathLine: string | null = null;
  const path = givenPath ?? (language !== null && proseLanguages.has(language) ? null : mentioned);

  /** Hands over to `reader` unless the path is bad. */
  function openAt(rawPath: string | null, page: Page, text: string, reader: (path: string | null) => LineReader) {
    const checked = rawPath === null ? null : checkPath(rawPath);
    if (checked && !checked.ok) {
      noteBadPath(page, checked.raw);
      page.turnTo(
        skipUntil((line) => closesFence(line, fence)),
        text,
      );
    } else page.turnTo(reader(checked?.path ?? null), text);
  }

  function openWhole(text: string, page: Page, rawPath: string | null = path) {
    const firstLine = text.split('\n').find((line) => line.trim() !== '') ?? '';
    const indent = Math.min(fence.indent, leadingSpace(firstLine));
    openAt(rawPath, page, text, (checked) => readWholeFile({ fence, indent, path: checked, language }));
  }

  /** The block holds no search marker: what is it? */
  function decide(text: string, page: Page) {
    if (language !== null && diffLanguages.has(language) && !(path !== null && /\.(?:diff|patch)$/.test(path))) {
      page.steps.note('other', 'The answer holds a diff, which cannot be applied. It is shown as text.');
      page.turnTo(readProseFence(fence), nameLine + openingLine + text);
    } else if (
      path === null &&
      (language === null ? !codeStart.test(text.trimStart().slice(0, codeStartLength)) : proseLanguages.has(language))
    ) {
      page.turnTo(readProseFence(fence), openingLine + text);
    } else openWhole(text, page);
  }

  function openEdits(line: string, page: Page, trailing: string) {
    const named = pathLine ?? givenPath ?? (looksLikePath(trailing) ? trailing : null) ?? mentioned;
    const indent = Math.min(fence.indent, leadingSpace(line));
    openAt(named, page, line, (checked) =>
      readEdits({ fence, indent, path: checked ?? page.steps.lastPath, language }),
    );
  }

  function closeEmpty(line: string, page: Page) {
    if (pathLine !== null && givenPath === null) {
      // A block that holds only a path names the block that follows it.
      page.turnToProse(`${pathLine}\n`);
    } else if (raw.trim() !== '' || givenPath !== null) {
      openWhole(`${raw}${line}\n`, page);
    } else {
      page.turnTo(readProseFence(fence), `${openingLine}${raw}${line}\n`);
    }
  }

  return {
    partial(line, page) {
      const text = line.trimStart();
      if (text === '' || mayCloseFence(line, fence) || mayBecomeMarker(line, '<-')) return;
      if (pathLine === null) {
        if (text.length <= 400 && /^[^\s<>"'`|*?;(){}=,]+$/.test(text)) return;
        if (path === null && mayBecomePathComment(text)) return;
      }
      if (path === null && language === null && (raw + line).trimStart().length < codeStartLength) return;
      decide(raw + line, page);
    },
    line(line, page) {
      const text = line.trim();
      const marker = readMarker(line);
      if (text === '') raw += `${line}\n`;
      else if (closesFence(line, fence)) closeEmpty(line, page);
      else if (marker?.kind === 'search') openEdits(`${line}\n`, page, marker.trailing);
      else if (pathLine === null && looksLikePath(text)) {
        pathLine = text;
        raw += `${line}\n`;
      } else {
        const isProse = language !== null && (proseLanguages.has(language) || diffLanguages.has(language));
        const isHeading = /^(?:md|markdown|mdx)$/.test(language ?? '') && text.startsWith('#');
        const comment = path === null && pathLine === null && !isProse && !isHeading ? readPathComment(line) : null;
        if (comment === null) decide(`${raw}${line}\n`, page);
        else openWhole(raw, page, comment);
      }
    },
    pass() {},
    end(line, page) {
      if (line.trim() !== '' && closesFence(line, fence)) closeEmpty(line, page);
      else if (readMarker(line)?.kind === 'search') openEdits(line, page, '');
      else if ((raw + line).trim() !== '' && bareFenceLength(line, fence) === 0) decide(raw + line, page);
      else {
        if (nameLine !== '') page.steps.prose(nameLine);
        page.steps.note('unclosed-block', 'The answer ended where a block of code began.');
        page.turnToProse();
      }
    },
  };
}
