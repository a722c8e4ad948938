import { mayBecomeMarker, readFenceOpening, readMarker } from './block-markers.ts';
import type { LineReader, Page, ProseOptions } from './line-reader.ts';
import { checkPath, looksLikePath, readInfoString, readMentionedPath, readPathLine } from './file-path.ts';
import { readEdits } from './read-edits.ts';
import { readFenceStart } from './read-fence-start.ts';
import { noteBadPath, readBareFile, readTaggedFile, readThinking, skipUntil } from './read-oddities.ts';

/** Past this a line is prose, whatever it begins with. */
const longestSpecialLine = 400;
/** A line of more words than this is prose, unless it begins like a block. */
const mostWords = 7;

const fileTag =
  /^\s*<(?:file|boltAction)\s[^>]*?\b(?:path|name|filePath|file_path)\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/i;
const closingTag = /^\s*<\/(?:file|boltAction|think|thinking)>\s*$/i;
const thinkTag = /^\s*<(think|thinking)>/i;
const bareStart =
  /^\s*(?:<!doctype\s|<html[\s>]|<svg[\s>]|<\?xml\s|#!\/|['"]use (?:client|strict)['"]|import\s[\w\s{},*$]+\sfrom\s+['"])/i;
const beginsLikeBlock =
  /^\s*(?:(?:[-*+]|\d{1,2}[.)])\s+)?(?:```|~~~|<{5}|-{5}|<(?:file|boltAction|think|\?xml|svg|html|!)|import\s)/i;

/** Reads what stands between the blocks: words, paths, openings of blocks, DELETE and RENAME lines. */
export function readProse({ isStart = false, ignoreBareFence = false }: ProseOptions = {}): LineReader {
  /** A line that is nothing but a path: the file's name when a block follows, else prose. */
  let named: { line: string; path: string; blankLines: number; tag: 'file' | 'boltAction' | null } | null = null;
  /** A path that the sentence before a block speaks of. */
  let mentioned: string | null = null;
  let passed = '';

  function say(text: string, { steps }: Page) {
    if (named) {
      steps.prose(`${named.line}\n`);
      for (let count = 0; count < named.blankLines; count++) steps.prose('\n');
      named = null;
    }
    steps.prose(text);
    mentioned = null;
    isStart = false;
  }

  function isSurelyProse(line: string): boolean {
    if (named?.tag) return false;
    if (line.length > longestSpecialLine) return true;
    return !beginsLikeBlock.test(line) && line.trim().split(/\s+/).length > mostWords;
  }

  function openBlock(line: string, page: Page): boolean {
    const fence = readFenceOpening(line);
    if (fence) {
      if (ignoreBareFence && fence.info === '') {
        ignoreBareFence = false;
        return true;
      }
      const said = readInfoString(fence.info);
      const start = readFenceStart({
        fence,
        path: named?.path ?? said.path,
        language: said.language,
        mentioned,
        nameLine: named && !named.tag ? `${named.line}\n` : '',
        openingLine: `${line}\n`,
      });
      named = null;
      page.turnTo(start);
      return true;
    }
    const marker = readMarker(line);
    if (marker?.kind === 'search') {
      const trailing = looksLikePath(marker.trailing) ? marker.trailing : null;
      const raw = named?.path ?? mentioned ?? trailing;
      const checked = raw === null ? null : checkPath(raw);
      named = null;
      if (checked && !checked.ok) {
        noteBadPath(page, checked.raw);
        page.turnTo(skipUntil((text) => readMarker(text)?.kind === 'replace'));
      } else {
        const path = checked?.path ?? page.steps.lastPath;
        page.turnTo(readEdits({ fence: null, indent: 0, path, language: null }), `${line}\n`);
      }
      return true;
    }
    return false;
  }

  function openFile(text: string, page: Page): boolean {
    const isBare = (isStart || named !== null) && bareStart.test(text);
    if (!isBare && !named?.tag) return false;
    const checked = named ? checkPath(named.path) : null;
    const tag = named?.tag ?? null;
    named = null;
    if (checked && !checked.ok) {
      noteBadPath(page, checked.raw);
      page.turnTo(
        skipUntil((line) => tag !== null && line.includes(`</${tag}>`)),
        text,
      );
    } else {
      const path = checked?.path ?? null;
      page.turnTo(tag === null ? readBareFile({ path, firstLine: text }) : readTaggedFile({ path, tag }), text);
    }
    return true;
  }

  const reader: LineReader = {
    partial(line, page) {
      const tag = fileTag.exec(line);
      if (tag && tag[0].length < line.length && !named?.tag) {
        startTag(line, tag, page);
        return;
      }
      if (isStart && !named?.tag && thinkTag.test(line)) {
        page.turnTo(readThinking(), line.replace(thinkTag, ''));
        return;
      }
      if (named?.tag) {
        const mayBeMarkup =
          /^\s*[`~]*$/.test(line) ||
          readFenceOpening(line) ||
          mayBecomeMarker(line, '<-') ||
          '</'.startsWith(line.trim());
        if (!mayBeMarkup) openFile(line, page);
        return;
      }
      if (openFileIfBare(line, page)) return;
      if (isSurelyProse(line)) {
        say(line, page);
        passed = line;
        page.passOn();
      }
    },
    pass(text, page) {
      say(text, page);
      if (passed.length <= longestSpecialLine) passed += text;
      if (text.endsWith('\n')) mentioned = readMentionedPath(passed);
    },
    line(line, page) {
      if (line.trim() === '') {
        if (named) named.blankLines++;
        else page.steps.prose('\n');
        return;
      }
      if (isStart && !named?.tag && thinkTag.test(line)) {
        page.turnTo(readThinking(), `${line.replace(thinkTag, '')}\n`);
        return;
      }
      if (openFileIfBare(`${line}\n`, page)) return;
      if (isSurelyProse(line)) {
        say(`${line}\n`, page);
        mentioned = readMentionedPath(line);
        return;
      }
      if (openBlock(line, page)) return;
      const tag = fileTag.exec(line);
      if (tag && !named?.tag) {
        startTag(`${line}\n`, tag, page);
        return;
      }
      if (closingTag.test(line) && !named?.tag) return;
      if (openFile(`${line}\n`, page)) return;
      if (readMarker(line)?.kind === 'replace') {
        flushName(page);
        page.steps.note('stray-marker', 'A line that ends an edit stood outside of any edit, and was left out.');
        isStart = false;
        return;
      }
      if (readCommand(line, page)) return;
      const path = readPathLine(line);
      if (path === null) {
        say(`${line}\n`, page);
        mentioned = readMentionedPath(line);
      } else {
        flushName(page);
        named = { line, path, blankLines: 0, tag: null };
      }
    },
    end(line, page, passing) {
      if (passing) return;
      if (line.trim() !== '') {
        // The last line counts as complete, but prose keeps the end that it had.
        const isPlain =
          isSurelyProse(line) ||
          (!readFenceOpening(line) &&
            !readMarker(line) &&
            !fileTag.test(line) &&
            !closingTag.test(line) &&
            !bareStart.test(line) &&
            !named?.tag &&
            !parseCommand(line));
        if (isPlain) say(line, page);
        else reader.line(line, page);
      }
      if (named?.tag) openFile('', page);
      else flushName(page);
    },
  };

  function openFileIfBare(text: string, page: Page): boolean {
    return !named?.tag && openFile(text, page);
  }

  function flushName({ steps }: Page) {
    if (!named) return;
    steps.prose(`${named.line}\n`);
    named = null;
    isStart = false;
  }

  /** `<file path="…">`, with or without the file's first words behind it. */
  function startTag(text: string, tag: RegExpExecArray, page: Page) {
    flushName(page);
    const kind = /^\s*<file/i.test(tag[0]) ? 'file' : 'boltAction';
    named = { line: tag[0], path: tag[1] ?? tag[2] ?? '', blankLines: 0, tag: kind };
    // What follows on the same line is read like the next line: a fence may stand there, or the file itself.
    page.turnTo(reader, text.slice(tag[0].length));
  }

  function readCommand(line: string, page: Page): boolean {
    const command = parseCommand(line);
    if (!command) return false;
    flushName(page);
    isStart = false;
    mentioned = null;
    const path = checkPath(command.path);
    const newPath = command.newPath === null ? null : checkPath(command.newPath);
    if (!path.ok) noteBadPath(page, path.raw);
    else if (newPath === null) page.steps.remove(path.path);
    else if (!newPath.ok) noteBadPath(page, newPath.raw);
    else page.steps.rename(path.path, newPath.path);
    return true;
  }

  return reader;
}

/** `DELETE path` and `RENAME path -> path`, bare, in a list, in bold or in backticks. Sentences with these words are none. */
function parseCommand(line: string): { path: string; newPath: string | null } | null {
  const text = line
    .trim()
    .replace(/^[-*+]\s+/, '')
    .replace(/^(\*\*|`)(.+)\1$/, '$2')
    .replaceAll(/\*\*/g, '');
  const match = /^(DELETE|RENAME):?\s+(\S.*)$/.exec(text);
  if (!match) return null;
  const words = (match[2] ?? '').split(/\s*(?:->|→|=>)\s*|\s+(?:to|TO)\s+/);
  const paths = words.map((word) => ({ path: word.replaceAll(/^[`"']|[`"']$/g, ''), isQuoted: /^[`"']/.test(word) }));
  if (paths.some(({ path, isQuoted }) => !(isQuoted || looksLikePath(path)) || path === '')) return null;
  const [first, second, third] = paths;
  if (!first || third) return null;
  if (match[1] === 'DELETE') return second ? null : { path: first.path, newPath: null };
  return second ? { path: first.path, newPath: second.path } : null;
}
