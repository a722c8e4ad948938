import { expect, test } from 'vitest';
import { createFrameReader } from './frame-reader.ts';

const stream =
  ': flint\n\nid: 7\nevent: text-changed\ndata: {"text":"Ωραία 👩‍🚀"}\n\n: still here\n\ndata: a\ndata: b\n\nevent: end\ndata: {}\n\n';
const frames = [
  { id: '7', event: 'text-changed', data: '{"text":"Ωραία 👩‍🚀"}' },
  { id: null, event: 'message', data: 'a\nb' },
  { id: null, event: 'end', data: '{}' },
];

test('frames come out the same wherever the bytes are cut', () => {
  const bytes = new TextEncoder().encode(stream);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const reader = createFrameReader();
    expect([...reader.feed(bytes.subarray(0, cut)), ...reader.feed(bytes.subarray(cut))]).toEqual(frames);
  }
});

test('a frame is given out only when it is whole', () => {
  const reader = createFrameReader();
  expect(reader.feed(new TextEncoder().encode('data: a\n'))).toEqual([]);
  expect(reader.feed(new TextEncoder().encode('\n'))).toEqual([{ id: null, event: 'message', data: 'a' }]);
});
