import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredEvent } from './event-store.ts';
import { packEvents, unpackEvents } from './pack-events.ts';

test('events come back letter by letter, whatever JSON they hold', async () => {
  const event = fc.record({
    atMs: fc.integer({ min: -1_000, max: 2_000_000_000_000 }),
    type: fc.oneof(fc.constantFrom('text-changed', 'run-started'), fc.string({ unit: 'binary' })),
    payload: fc.oneof(
      fc.json(),
      fc.object().map((value) => JSON.stringify(value)),
      textChange(),
    ),
  });
  await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), expectSame), { numRuns: 150 });
});

test('events come back letter by letter also when they hold no JSON at all', async () => {
  const event = fc.record({
    atMs: fc.integer(),
    type: fc.constantFrom('a', 'b'),
    payload: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'"\\:,0123456789.e+-{}[] \u0000\u0001\u0002\u0003\n\u001f') }),
      fc.constantFrom('', '"', '\\"', '-', '007', '-0', '1e5', '1.50', '9007199254740993', 'x'.repeat(100_001)),
    ),
  });
  await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 20 }), expectSame), { numRuns: 150 });
});

test('a block of a model’s small changes takes a twentieth of its JSON', async () => {
  const events = Array.from({ length: 512 }, (_, index) => ({
    sequence: 1_025 + index,
    atMs: 1_790_000_000_000 + index * 8,
    type: 'text-changed',
    payload: JSON.stringify({
      fileId: 'c48emutxxx',
      version: 500 + index,
      change: [index * 32, [0, `const value${index} = sum(${index * 7});`], 900],
      by: { kind: 'model', runId: '6qq0ecodxx', attempt: 1 },
      penAt: index * 32 + 32,
      tokens: index * 8,
    }),
  }));
  const packed = await packEvents(events);
  expect(unpackEvents(packed, 1_025)).toEqual(events);
  expect(packed.length).toBeLessThan(JSON.stringify(events).length / 20);
});

test('events packed in a form that is not known are refused, not misread', () => {
  expect(() => unpackEvents(Uint8Array.of(9, 1, 2, 3), 1)).toThrow('form 9');
});

async function expectSame(bodies: readonly Omit<StoredEvent, 'sequence'>[]): Promise<void> {
  const events = bodies.map((body, index) => ({ sequence: 77 + index, ...body }));
  expect(unpackEvents(await packEvents(events), 77)).toEqual(events);
}

function textChange(): fc.Arbitrary<string> {
  return fc
    .record({
      fileId: fc.string(),
      version: fc.nat(),
      change: fc.array(fc.oneof(fc.nat(), fc.tuple(fc.nat(), fc.string({ unit: 'grapheme' })))),
      by: fc.record({ kind: fc.constant('model'), runId: fc.string(), attempt: fc.nat() }),
      rate: fc.double(),
    })
    .map((value) => JSON.stringify(value));
}
