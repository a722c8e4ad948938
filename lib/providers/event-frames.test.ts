import { expect, test } from 'vitest';
import { createEventFrameReader, type EventFrame } from './event-frames.ts';

function framesOf(...pieces: Uint8Array[]): EventFrame[] {
  const reader = createEventFrameReader();
  return [...pieces.flatMap((piece) => reader.feed(piece)), ...reader.finish()];
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

const streams = {
  'line feeds':
    'event: greeting\ndata: {"a":"é😀"}\n\n: a comment\n\ndata:one\ndata: two\nid: 7\n\nevent: bare\n\ndata: end\n\n',
  'carriage returns and line feeds':
    'event: greeting\r\ndata: {"a":"é😀"}\r\n\r\n: a comment\r\n\r\ndata:one\r\ndata: two\r\n\r\ndata: end\r\n\r\n',
  'carriage returns': 'event: greeting\rdata: {"a":"é😀"}\r\r: a comment\r\rdata:one\rdata: two\r\rdata: end\r\r',
  'a byte order mark and no last empty line':
    '\ufeffevent: greeting\ndata: {"a":"é😀"}\n\ndata:one\ndata: two\n\ndata: end',
};

for (const [name, stream] of Object.entries(streams)) {
  test(`a stream with ${name} gives the same frames wherever it is cut`, () => {
    const bytes = bytesOf(stream);
    const expected = [
      { name: 'greeting', data: '{"a":"é😀"}' },
      { name: undefined, data: 'one\ntwo' },
      { name: undefined, data: 'end' },
    ];
    expect(framesOf(bytes)).toEqual(expected);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(framesOf(bytes.subarray(0, cut), bytes.subarray(cut)), `cut at ${cut}`).toEqual(expected);
    }
    expect(framesOf(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });
}

test('a frame is given as soon as its empty line is there', () => {
  const reader = createEventFrameReader();
  expect(reader.feed(bytesOf('data: 1\n'))).toEqual([]);
  expect(reader.feed(bytesOf('\nda'))).toEqual([{ name: undefined, data: '1' }]);
  expect(reader.feed(bytesOf('ta: 2\r\n\r'))).toEqual([{ name: undefined, data: '2' }]);
});
