import type { ModelMessage } from '../model-provider.ts';

/** A place in a file that the instruction is about. Lines count from 1 and both belong to it. */
export interface DemoSelection {
  readonly path: string;
  readonly fromLine: number;
  readonly toLine: number;
}

/** What Demo reads in a request: the files as they stand, and what the person said, oldest first. */
export interface DemoRequest {
  readonly files: ReadonlyMap<string, string>;
  /** Files that are there, but were too long to be sent. */
  readonly leftOutPaths: readonly string[];
  readonly openPath: string | undefined;
  readonly selection: DemoSelection | undefined;
  readonly instruction: string;
  readonly earlierInstructions: readonly string[];
}

/**
 * Reads the layout that the prompt builder writes: `<file path="…" open="true">` with the content as it is, an optional
 * `<selection …>`, and last `<instruction>`. A message without these tags is all instruction. A file ends at its last
 * `</file>` line before the next tag, so content may hold such tags in the middle of a line.
 */
export function readDemoRequest(messages: readonly ModelMessage[]): DemoRequest {
  const fromPerson = messages.filter((message) => message.role === 'user').map((message) => message.text);
  const last = (fromPerson.at(-1) ?? '').replaceAll(/\r\n?/g, '\n');
  const instructionAt = instructionStart(last);
  const before = instructionAt === undefined ? '' : last.slice(0, instructionAt);
  const files = new Map<string, string>();
  let openPath: string | undefined;
  let selection: DemoSelection | undefined;
  for (const block of blocksOf(before)) {
    const path = attribute(block.attributes, 'path');
    if (path === undefined) continue;
    if (block.tag === 'file') {
      files.set(path, block.content);
      if (attribute(block.attributes, 'open') === 'true') openPath = path;
    } else {
      const fromLine = Number(attribute(block.attributes, 'from-line') ?? 1);
      const toLine = Number(attribute(block.attributes, 'to-line') ?? fromLine);
      if (fromLine >= 1 && toLine >= fromLine) selection = { path, fromLine, toLine };
    }
  }
  const leftOut = /^<left-out>\n[^:\n]*: ([^\n]*)\n<\/left-out>/m.exec(before)?.[1];
  return {
    files,
    leftOutPaths: leftOut?.split(', ') ?? [],
    openPath: openPath ?? files.keys().next().value,
    selection,
    instruction: instructionOf(last),
    earlierInstructions: fromPerson.slice(0, -1).map(instructionOf),
  };
}

function instructionStart(text: string): number | undefined {
  const found = [...text.matchAll(/^<instruction\b[^>\n]*>/gm)].at(-1);
  return found?.index;
}

function instructionOf(text: string): string {
  const from = instructionStart(text);
  if (from === undefined) return text.trim();
  return text
    .slice(from)
    .replace(/^<instruction\b[^>\n]*>/, '')
    .replace(/<\/instruction>\s*$/, '')
    .trim();
}

interface Block {
  readonly tag: 'file' | 'selection';
  readonly attributes: string;
  readonly content: string;
}

function blocksOf(text: string): Block[] {
  const opening = /^<(file|selection)\b([^>\n]*\bpath="[^>\n]*)>[ \t]*$/gm;
  const starts = [...text.matchAll(opening)];
  return starts.map((start, index) => {
    const tag = start[1] === 'selection' ? 'selection' : 'file';
    const inside = text.slice(start.index + start[0].length, starts[index + 1]?.index ?? text.length);
    const end = inside.lastIndexOf(`</${tag}>`);
    const content = end === -1 ? inside : inside.slice(0, end);
    return {
      tag,
      attributes: start[2] ?? '',
      content: content.replace(/^\n/, '').replace(/\n$/, ''),
    };
  });
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return value?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
