import { expect, test } from 'vitest';
import { senderOf } from './message-sender.ts';

interface FakeWindow {
  parent: FakeWindow;
}

/** Windows one within the other, the outermost first; that one is its own parent, as windows have it. */
function windows(count: number): FakeWindow[] {
  const all: FakeWindow[] = [];
  for (let index = 0; index < count; index += 1) {
    const one = {} as FakeWindow;
    one.parent = all.at(-1) ?? one;
    all.push(one);
  }
  return all;
}

test('a message comes from a frame of ours, or from a frame somewhere within it', () => {
  const [own, child, grandchild, inner] = windows(4);
  expect(senderOf(child, own)).toEqual({ child, isNested: false });
  expect(senderOf(grandchild, own)).toEqual({ child, isNested: true });
  expect(senderOf(inner, own)).toEqual({ child, isNested: true });
});

test('messages of our own window, of those around it and of no window are nobody’s', () => {
  const [outer, own] = windows(2);
  for (const source of [own, outer, null, {}, 'x', windows(1)[0]]) expect(senderOf(source, own)).toBeNull();
  const all = windows(1_000);
  expect(senderOf(all.at(-1), all[0])).toBeNull();
});
