/**
 * Which characters a font has, read from its own table (`cmap`, format 4). Whoever draws with it must know: for a character
 * that is missing, the drawing library would ask a font service of others.
 */
export function readCoverage(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const table = findTable(view, 'cmap');
  const subtables = view.getUint16(table + 2);
  for (let index = 0; index < subtables; index++) {
    const at = table + view.getUint32(table + 4 + index * 8 + 4);
    if (view.getUint16(at) === 4) return readSegments(view, at);
  }
  throw new Error('The font has no table of characters that can be read.');
}

function findTable(view: DataView, tag: string): number {
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index++) {
    const at = 12 + index * 16;
    const name = [0, 1, 2, 3].map((offset) => String.fromCharCode(view.getUint8(at + offset))).join('');
    if (name === tag) return view.getUint32(at + 8);
  }
  throw new Error(`The font has no table “${tag}”.`);
}

/** Ranges of characters, each with a difference to the number of its drawing, or with a list of such numbers. */
function readSegments(view: DataView, at: number): (codePoint: number) => boolean {
  const bytes = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + bytes];
  const [differences, offsets] = [starts + bytes, starts + 2 * bytes];
  return (codePoint) => {
    for (let place = 0; place < bytes; place += 2) {
      if (codePoint > view.getUint16(ends + place)) continue;
      const start = view.getUint16(starts + place);
      if (codePoint < start) return false;
      const offset = view.getUint16(offsets + place);
      if (offset === 0) return ((codePoint + view.getUint16(differences + place)) & 0xffff) !== 0;
      return view.getUint16(offsets + place + offset + 2 * (codePoint - start)) !== 0;
    }
    return false;
  };
}
