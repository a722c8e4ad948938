/** A value of JSON, with numbers and texts as they are written: nothing is rounded, no key is lost. */
export type JsonNode =
  | { readonly kind: 'text'; readonly text: string }
  /** A number, true, false or null. */
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'record'; readonly fields: readonly JsonField[] };

export interface JsonField {
  readonly name: string;
  readonly value: JsonNode;
}

/** What is wrong with a text that is no JSON, and where, both from 1. */
export interface JsonMistake {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type JsonReading =
  | { readonly ok: true; readonly value: JsonNode }
  /** `value` is what could be read before the mistake. */
  | { readonly ok: false; readonly value: JsonNode | null; readonly mistake: JsonMistake };

const deepest = 500;

/**
 * Reads JSON. With `isWhole: false` the text is still being written: it may end anywhere, and what there is so far is read
 * as if it were closed there.
 */
export function readJson(text: string, { isWhole }: { readonly isWhole: boolean }): JsonReading {
  let at = 0;
  let mistake: { readonly message: string; readonly at: number } | null = null;
  let isCut = false;

  function wrong(message: string, place = at): void {
    if (!isWhole && place >= text.length) isCut = true;
    mistake ??= { message, at: place };
  }

  function skipBlank(): void {
    while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  }

  function readValue(depth: number): JsonNode | null {
    skipBlank();
    const next = text.charAt(at);
    if (depth > deepest) {
      wrong(`This is nested deeper than ${deepest} levels.`);
      return null;
    }
    if (next === '{') return readRecord(depth);
    if (next === '[') return readList(depth);
    if (next === '"') return readText();
    return readPlain(next);
  }

  function readRecord(depth: number): JsonNode {
    const fields: JsonField[] = [];
    const record: JsonNode = { kind: 'record', fields };
    at += 1;
    skipBlank();
    if (text.charAt(at) === '}') return closed(record);
    for (;;) {
      skipBlank();
      if (text.charAt(at) !== '"') {
        const isTrailing = text.charAt(at) === '}';
        wrong(isTrailing ? 'There is a comma too many before this.' : 'A name in double quotes is expected here.');
        return record;
      }
      const name = readText();
      if (mistake || name.kind !== 'text') return record;
      skipBlank();
      if (text.charAt(at) !== ':') {
        wrong(`A colon is expected after "${short(name.text)}".`);
        return record;
      }
      at += 1;
      const value = readValue(depth + 1);
      if (value) fields.push({ name: name.text, value });
      if (mistake || !goesOn('}', 'field')) return record;
    }
  }

  function readList(depth: number): JsonNode {
    const items: JsonNode[] = [];
    const list: JsonNode = { kind: 'list', items };
    at += 1;
    skipBlank();
    if (text.charAt(at) === ']') return closed(list);
    for (;;) {
      skipBlank();
      if (text.charAt(at) === ']') {
        wrong('There is a comma too many before this.');
        return list;
      }
      const item = readValue(depth + 1);
      if (item) items.push(item);
      if (mistake || !goesOn(']', 'value')) return list;
    }
  }

  function closed(node: JsonNode): JsonNode {
    at += 1;
    return node;
  }

  /** After an item: whether another one comes. */
  function goesOn(end: string, what: string): boolean {
    const itemEnd = at;
    skipBlank();
    const next = text.charAt(at);
    if (next === ',' || next === end) {
      at += 1;
      return next === ',';
    }
    if (at >= text.length) wrong(`The text ends before the closing ${end}.`);
    else if (next === '"' || next === '{' || next === '[') wrong(`A comma is missing before this ${what}.`);
    else wrong(`A comma or ${end} is expected here.`, next === ':' ? at : Math.max(itemEnd, at));
    return false;
  }

  function readText(): JsonNode {
    const start = at;
    at += 1;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        at += 1;
        return { kind: 'text', text: unescape(text.slice(start + 1, at - 1)) };
      }
      if (code === 0x0a) {
        wrong('The closing double quote is missing on this line.', start);
        break;
      }
      if (code < 0x20) {
        wrong('There is a control character in this text; write it as an escape, such as \\t.');
        break;
      }
      if (code === 0x5c) {
        const escape = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at, at + 6));
        if (!escape) {
          wrong('This is no escape that JSON knows.', !isWhole && at + 6 > text.length ? text.length : at);
          break;
        }
        at += escape[0].length;
      } else at += 1;
    }
    if (at >= text.length) wrong('The closing double quote is missing.', isWhole ? start : text.length);
    return { kind: 'text', text: unescape(text.slice(start + 1, at)) };
  }

  function readPlain(next: string): JsonNode | null {
    const word = /^[^\s,:{}[\]"]+/.exec(text.slice(at, at + 400))?.[0] ?? '';
    if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word)) {
      at += word.length;
      return { kind: 'plain', text: word };
    }
    if (!isWhole && at + word.length >= text.length) at = text.length;
    if (word === '') wrong(next === '' ? 'The text ends where a value is expected.' : 'A value is expected here.');
    else if (word.startsWith("'")) wrong('Texts stand in double quotes in JSON.');
    else if (word.startsWith('//') || word.startsWith('/*')) wrong('JSON has no comments.');
    else wrong(`${short(word)} is no value that JSON knows.`);
    return null;
  }

  const value = readValue(0);
  if (!mistake) {
    skipBlank();
    if (at < text.length) wrong('There is something after the end of the value.');
  }
  const found = mistake as { readonly message: string; readonly at: number } | null;
  if (value && (!found || isCut)) return { ok: true, value };
  return { ok: false, value, mistake: placeOf(text, found ?? { message: 'There is no value.', at: 0 }) };
}

function placeOf(text: string, { message, at }: { readonly message: string; readonly at: number }): JsonMistake {
  const before = text.slice(0, at);
  return { message, line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
