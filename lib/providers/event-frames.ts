import { ProviderError } from './provider-error.ts';

/** No answer has an event near this long: what does is not the protocol, and must not fill the memory. */
const longestLine = 32_000_000;

/** One server-sent event: its name, where it has one, and its data. */
export interface EventFrame {
  readonly name: string | undefined;
  readonly data: string;
}

/** Reads server-sent events out of bytes that are cut anywhere. */
export interface EventFrameReader {
  /** The frames that these bytes complete, in order. */
  feed(bytes: Uint8Array): readonly EventFrame[];
  /** What was still open when the body ended: some servers leave out the last empty line. */
  finish(): readonly EventFrame[];
}

/**
 * Makes a reader for the format of https://html.spec.whatwg.org/multipage/server-sent-events.html. It works a network
 * chunk at a time and not a line at a time, because that is most of what a token costs. Throws a `ProviderError` of kind
 * `protocol` when a line has no end.
 */
export function createEventFrameReader(): EventFrameReader {
  const decoder = new TextDecoder();
  let rest = '';
  let endsWithReturn = false;
  let name: string | undefined;
  let data: string | undefined;

  function takeLine(line: string, frames: EventFrame[]): void {
    if (line === '') {
      if (data !== undefined) frames.push({ name, data });
      name = undefined;
      data = undefined;
    } else if (line.startsWith('data:')) {
      const value = line.slice(line.charCodeAt(5) === 32 ? 6 : 5);
      data = data === undefined ? value : `${data}\n${value}`;
    } else if (line.startsWith('event:')) {
      name = line.slice(line.charCodeAt(6) === 32 ? 7 : 6);
    }
  }

  function takeText(arrived: string): readonly EventFrame[] {
    const frames: EventFrame[] = [];
    const text = onlyLineFeeds(arrived);
    // Only what arrived can hold a line end: searching the rest again would make one huge frame cost its square.
    let end = text.indexOf('\n');
    if (end === -1) {
      rest += text;
      if (rest.length > longestLine) throw new ProviderError('protocol', 'The stream has a line without an end.');
      return frames;
    }
    takeLine(rest + text.slice(0, end), frames);
    let start = end + 1;
    while ((end = text.indexOf('\n', start)) !== -1) {
      takeLine(text.slice(start, end), frames);
      start = end + 1;
    }
    rest = text.slice(start);
    return frames;
  }

  function onlyLineFeeds(text: string): string {
    let whole = text;
    if (endsWithReturn && whole !== '') {
      if (whole.startsWith('\n')) whole = whole.slice(1);
      endsWithReturn = false;
    }
    if (!whole.includes('\r')) return whole;
    endsWithReturn = whole.endsWith('\r');
    return whole.replace(/\r\n?/g, '\n');
  }

  return {
    feed: (bytes) => takeText(decoder.decode(bytes, { stream: true })),
    finish: () => takeText(`${decoder.decode()}\n\n`),
  };
}
