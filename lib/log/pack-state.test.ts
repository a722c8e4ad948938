import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { packState, unpackState } from './pack-state.ts';

test('a state comes back, alone and through a chain of states it was packed against', async () => {
  const random = createSeededRandom(1);
  let text = Array.from({ length: 20_000 }, () => random.integer(36 ** 6).toString(36)).join(' ');
  const frames: Uint8Array[] = [];
  let base: Uint8Array | null = null;
  for (let generation = 0; generation < 5; generation++) {
    const at = random.integer(text.length);
    text = `${text.slice(0, at)} changed ${generation} Ω🙂 ${text.slice(at)}`;
    frames.push(await packState(text, base));
    base = Buffer.from(text);
    expect(Buffer.from(await unpackState(frames)).toString()).toBe(text);
  }
  for (const frame of frames.slice(1)) expect(frame.length).toBeLessThan(frames[0]!.length / 100);
});

test('a state of many pieces is cut through no character', async () => {
  for (const shift of ['', 'x']) {
    const text = shift + '🙂'.repeat(150_000);
    expect(Buffer.from(await unpackState([await packState(text, null)])).toString()).toBe(text);
  }
});

test('an empty state and a very short base are no special case for whoever asks', async () => {
  for (const [first, second] of [
    ['', 'a'],
    ['a', ''],
    ['{}', '{"a":1}'],
  ] as const) {
    const frames = [await packState(first, null), await packState(second, Buffer.from(first))];
    expect(Buffer.from(await unpackState(frames)).toString()).toBe(second);
  }
});

test('a state packed in a form that is not known is refused, not misread', async () => {
  await expect(unpackState([Uint8Array.of(7, 0)])).rejects.toThrow('form 7');
  await expect(unpackState([])).rejects.toThrow('Nothing');
});
