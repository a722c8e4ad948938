const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Packs a text as CodeSandbox reads it in the address or the form that it is sent by: an LZ dictionary code in bits, six of
 * them a character, in the alphabet for addresses and without padding. The format is that of `lz-string`'s
 * `compressToBase64`: words get numbers from 3 on, and each is written with as many bits as the largest number by then
 * needs; 0 and 1 announce a letter met for the first time, in 8 or in 16 bits; 2 is the end.
 */
export function packBase64(text: string): string {
  const numbers = new Map<string, number>();
  /** Letters that have a number, but were not written yet. */
  const unwritten = new Set<string>();
  const bits = createBitWriter();
  let width = 2;
  let untilWider = 2;
  let word = '';

  const count = () => {
    if (--untilWider > 0) return;
    untilWider = 2 ** width;
    width++;
  };
  const write = () => {
    if (unwritten.delete(word)) {
      const code = word.charCodeAt(0);
      bits.write(code < 256 ? 0 : 1, width);
      bits.write(code, code < 256 ? 8 : 16);
      // The letter's own number came with it.
      count();
    } else bits.write(numbers.get(word) ?? 0, width);
    count();
  };

  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (!numbers.has(letter)) {
      numbers.set(letter, numbers.size + 3);
      unwritten.add(letter);
    }
    if (numbers.has(word + letter)) word += letter;
    else {
      write();
      numbers.set(word + letter, numbers.size + 3);
      word = letter;
    }
  }
  if (word !== '') write();
  bits.write(2, width);
  return bits.end();
}

/** Bits of each number from the lowest on; of each character from the highest on. */
function createBitWriter() {
  const written: string[] = [];
  let value = 0;
  let filled = 0;
  const put = (bit: number) => {
    value = (value << 1) | bit;
    if (++filled < 6) return;
    written.push(alphabet.charAt(value));
    value = filled = 0;
  };
  return {
    write(number: number, width: number): void {
      for (let bit = 0; bit < width; bit++) put((number >> bit) & 1);
    },
    /** There is always one more bit to fill up from. */
    end(): string {
      do put(0);
      while (filled > 0);
      return written.join('');
    },
  };
}
