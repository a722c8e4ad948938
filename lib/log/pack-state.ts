import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib';

/** Says how the rest is written, in the first byte: a later form gets another number. */
const form = 1;

const compress = promisify(zstdCompress);

/**
 * A state as few bytes: as what is different from `base`, an older state of the same session, where there is one. Almost
 * all of it is done beside the event loop.
 */
export async function packState(text: string, base: Uint8Array | null): Promise<Uint8Array> {
  const state = await utf8Of(text);
  const packed = await compress(state, {
    params: {
      [constants.ZSTD_c_compressionLevel]: 9,
      // Wide enough that the whole base can be pointed to.
      [constants.ZSTD_c_windowLog]: Math.min(27, Math.max(17, Math.ceil(Math.log2(2 * state.length + 1)) + 1)),
    },
    ...dictionaryOf(base),
  });
  return Buffer.concat([Buffer.of(form), packed]);
}

/**
 * The state that the last of these was packed from; each but the first was packed against the one before it. Each takes
 * about a millisecond for a megabyte, which is less than the way to another thread and back; others have their turn in between.
 */
export async function unpackState(frames: readonly Uint8Array[]): Promise<Uint8Array> {
  let state: Uint8Array | null = null;
  for (const frame of frames) {
    if (frame[0] !== form) throw new Error(`A packed state of the unknown form ${frame[0]}`);
    if (state) await new Promise<void>((resolve) => void setImmediate(resolve));
    state = zstdDecompressSync(frame.subarray(1), { chunkSize: pieceBytes, ...dictionaryOf(state) });
  }
  if (!state) throw new Error('Nothing was packed');
  return state;
}

/** A megabyte at once would hold the event loop for some milliseconds. */
async function utf8Of(text: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + 100_000);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to += 1;
    pieces.push(Buffer.from(text.slice(from, to)));
    from = to;
    if (from < text.length) await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  return Buffer.concat(pieces);
}

function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}

/** How much is unpacked in one go: by itself it would be 16 KB. */
const pieceBytes = 2 ** 20;

/** Below a certain length zstd takes no dictionary; there is nothing to be gained either. */
function dictionaryOf(base: Uint8Array | null): { readonly dictionary?: Uint8Array } {
  return base && base.length >= 64 ? { dictionary: base } : {};
}
