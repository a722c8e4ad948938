import type { SourcePlace } from '../console-messages.ts';

/** Scripts of Flint's own: what they do on the program's behalf is not where it happened. */
const own = /\/preview\/(?:frame(?:\.js)?|frame\/embedded|engines\/[^:]*|vendor\/[^:]*)(?:[?#][^:]*)?$/;

/** A frame of a stack: `at f (app.js:3:5)`, `at app.js:3:5`, `f@app.js:3:5`. */
const frames = [/^at .*\(([^()]+):(\d+):(\d+)\)$/, /^at (?:async )?(\S+):(\d+):(\d+)$/, /^[^@\s]*@(\S+):(\d+):(\d+)$/];

/** The topmost place of a stack that is in the program; null where there is none. */
export function placeOfStack(stack: string): SourcePlace | null {
  for (const line of stack.split('\n')) {
    const place = placeOfFrame(line);
    if (place) return place;
  }
  return null;
}

/** A stack without the frames of Flint's own, and without the message above them. */
export function textOfStack(stack: string): string {
  const places = stack.split('\n').filter((line) => placeOfFrame(line) !== null);
  return places.map((line) => `  ${line.trim()}`).join('\n');
}

function placeOfFrame(line: string): SourcePlace | null {
  const text = line.trim();
  const [, name, at, column] = frames.map((frame) => frame.exec(text)).find((found) => found !== null) ?? [];
  const path = name === undefined || own.test(name) ? null : pathOf(name);
  return path === null ? null : { path, line: Number(at), column: Number(column) };
}

/**
 * The session's path that a script is called by: `//# sourceURL` gives it its name. Null for what has none, such as a
 * script made by the program itself.
 */
export function pathOf(name: string): string | null {
  if (name === '' || name.startsWith('<') || /^(?:blob|data|https?|eval|native|node|chrome[\w-]*):?/i.test(name))
    return null;
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}
