/** How many code units two texts have in common at their start, without half of a surrogate pair. */
export function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let same = 0;
  while (same < most && a.charCodeAt(same) === b.charCodeAt(same)) same += 1;
  return same > 0 && isHighSurrogate(a.charCodeAt(same - 1)) ? same - 1 : same;
}

/** How many they have in common at their end, behind the first `start`, without half of a surrogate pair. */
export function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let same = 0;
  while (same < most && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same += 1;
  return same > 0 && isLowSurrogate(a.charCodeAt(a.length - same)) ? same - 1 : same;
}

function isHighSurrogate(codeUnit: number): boolean {
  return (codeUnit & 0xfc00) === 0xd800;
}

function isLowSurrogate(codeUnit: number): boolean {
  return (codeUnit & 0xfc00) === 0xdc00;
}
