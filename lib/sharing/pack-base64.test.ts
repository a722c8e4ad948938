import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { packBase64 } from './pack-base64.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The way back, told anew from the format's description. */
function unpack(packed: string): string {
  const bits = [...packed].flatMap((letter) => {
    const value = alphabet.indexOf(letter);
    return [5, 4, 3, 2, 1, 0].map((bit) => (value >> bit) & 1);
  });
  let at = 0;
  const read = (width: number) => {
    let value = 0;
    for (let bit = 0; bit < width; bit++) value |= (bits[at++] ?? 0) << bit;
    return value;
  };
  const words: string[] = ['', '', ''];
  let [width, untilWider, before, text] = [2, 2, '', ''];
  const count = () => {
    if (--untilWider === 0) untilWider = 2 ** width++;
  };
  for (;;) {
    let number = read(width);
    if (number === 2) return text;
    if (number < 2) {
      words.push(String.fromCharCode(read(number === 0 ? 8 : 16)));
      number = words.length - 1;
      count();
    }
    const word = words[number] ?? before + before.charAt(0);
    text += word;
    if (before !== '') words.push(before + word.charAt(0));
    before = word;
    count();
  }
}

test('texts are packed as the format’s own program packs them', () => {
  expect(packBase64('')).toBe('Q');
  expect(packBase64('a')).toBe('IZA');
  expect(packBase64('hello hello hello')).toBe('BYUwNmD2AEoTcpA');
  expect(packBase64('{"files":{"index.html":{"content":"<p>ü😀</p>"}}}')).toBe(
    'N4IgZglgNgpgziAXKCA7AJjAHgOgBYAuAtlEqAMYD2qBMNSIAPAA4B8AP4LwbgAHuMD0bEAF8RQA',
  );
});

test('whatever is packed can be unpacked', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = createSeededRandom(seed);
    const most = random.pick([3, 200, 0xffff]);
    const text = Array.from({ length: random.integer(500) }, () => String.fromCharCode(random.integer(most))).join('');
    expect(unpack(packBase64(text)), `seed ${seed}`).toBe(text);
  }
});
