import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventStore, NewEvent } from './event-store.ts';

/** What every event store must do, as tests. `open` gives an empty store; it is closed after each test. */
export function testEventStore(name: string, open: () => Promise<EventStore>): void {
  describe(`${name} as an event store`, () => {
    let store: EventStore;

    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const createPad = (events: readonly NewEvent[] = []) =>
      store.createSession({ id: 'pad', editTokenHash: 'hash', createdAtMs: 1_000 }, events);

    test('a session starts with its first events, numbered from 1', async () => {
      const stored = await createPad([event('a'), event('b')]);
      expect(stored.map((each) => each.sequence)).toEqual([1, 2]);
      expect(await store.findSession('pad')).toEqual({
        id: 'pad',
        editTokenHash: 'hash',
        createdAtMs: 1_000,
        head: 2,
      });
      expect(await store.read('pad', { after: 0 })).toEqual(stored);
    });

    test('a session may start without events', async () => {
      expect(await createPad()).toEqual([]);
      expect((await store.findSession('pad'))?.head).toBe(0);
    });

    test('an id is given once, and the session that has it stays as it is', async () => {
      await createPad([event('first')]);
      await expect(createPad([event('second'), event('third')])).rejects.toMatchObject({ kind: 'exists' });
      expect(await store.read('pad', { after: 0 })).toMatchObject([{ payload: payloadOf('first') }]);
      expect((await store.findSession('pad'))?.head).toBe(1);
    });

    test('an append goes on from the head and is read back exactly', async () => {
      await createPad([event('a')]);
      const outcome = await store.append('pad', { expectedHead: 1, events: [event('b'), event('Ω 🙂 \u0000 "\n')] });
      expect(outcome).toEqual({
        status: 'appended',
        events: [
          { sequence: 2, ...event('b') },
          { sequence: 3, ...event('Ω 🙂 \u0000 "\n') },
        ],
      });
      expect(await store.read('pad', { after: 1 })).toEqual(outcome.status === 'appended' && outcome.events);
      expect((await store.findSession('pad'))?.head).toBe(3);
    });

    test('an append to another head than the real one writes nothing and tells the real one', async () => {
      await createPad([event('a')]);
      for (const expectedHead of [0, 2]) {
        const outcome = await store.append('pad', { expectedHead, events: [event('b')], idempotencyKey: 'key' });
        expect(outcome).toEqual({ status: 'head-moved', head: 1 });
      }
      expect(await store.read('pad', { after: 0 })).toHaveLength(1);
      expect(await store.findAppended('pad', 'key')).toBeNull();
    });

    test('an idempotency key writes once, whatever head the repetition expects', async () => {
      await createPad();
      await store.append('pad', { expectedHead: 0, events: [event('a'), event('b')], idempotencyKey: 'key' });
      await store.append('pad', { expectedHead: 2, events: [event('c')] });
      for (const expectedHead of [0, 2, 3]) {
        const outcome = await store.append('pad', { expectedHead, events: [event('a')], idempotencyKey: 'key' });
        expect(outcome).toEqual({ status: 'repeated', lastSequence: 2 });
      }
      expect(await store.findAppended('pad', 'key')).toBe(2);
      expect((await store.findSession('pad'))?.head).toBe(3);
    });

    test('sessions share neither numbers nor keys nor snapshots', async () => {
      await createPad();
      await store.createSession({ id: 'other', editTokenHash: 'hash', createdAtMs: 1 }, [event('x')]);
      await store.append('pad', { expectedHead: 0, events: [event('a')], idempotencyKey: 'key' });
      await store.saveSnapshot('pad', { sequence: 1, state: '{}' });
      expect(await store.findAppended('other', 'key')).toBeNull();
      expect(await store.findSnapshot('other')).toBeNull();
      const outcome = await store.append('other', { expectedHead: 1, events: [event('y')], idempotencyKey: 'key' });
      expect(outcome).toMatchObject({ status: 'appended', events: [{ sequence: 2 }] });
    });

    test('of many appends at once for the same head exactly one is taken', async () => {
      await createPad();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.append('pad', { expectedHead: 0, events: [event(String(index)), event('second')] }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'appended')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.status === 'head-moved' && outcome.head === 2)).toHaveLength(19);
      expect(await store.read('pad', { after: 0 })).toHaveLength(2);
    });

    test('an append that fails takes none of those beside it along', async () => {
      await createPad();
      const results = await Promise.allSettled([
        store.append('pad', { expectedHead: 0, events: [event('a')], idempotencyKey: 'first' }),
        store.append('nobody', { expectedHead: 0, events: [event('x')] }),
        store.append('pad', { expectedHead: 1, events: [event('b')] }),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(results[0]).toMatchObject({ value: { status: 'appended' } });
      expect(results[1]).toMatchObject({ reason: { name: 'StoreError', kind: 'missing' } });
      expect(results[2]).toMatchObject({ value: { status: 'appended', events: [{ sequence: 2 }] } });
    });

    test('an append of nothing is refused', async () => {
      await createPad();
      await expect(store.append('pad', { expectedHead: 0, events: [] })).rejects.toMatchObject({ kind: 'broken' });
    });

    test('an unknown session has no events, no key and no snapshot', async () => {
      expect(await store.findSession('nobody')).toBeNull();
      expect(await store.read('nobody', { after: 0 })).toEqual([]);
      expect(await store.findAppended('nobody', 'key')).toBeNull();
      expect(await store.findSnapshot('nobody')).toBeNull();
      const snapshot = { sequence: 1, state: '{}' };
      await expect(store.saveSnapshot('nobody', snapshot)).rejects.toMatchObject({ kind: 'missing' });
    });

    test('a read takes its range, in order, a thousand events at most unless told', async () => {
      await createPad(Array.from({ length: 2_500 }, (_, index) => event(String(index + 1))));
      const sequences = async (range: Parameters<EventStore['read']>[1]) =>
        (await store.read('pad', range)).map((each) => each.sequence);
      expect(await sequences({ after: 0 })).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
      expect(await sequences({ after: 2_497 })).toEqual([2_498, 2_499, 2_500]);
      expect(await sequences({ after: 10, upTo: 13 })).toEqual([11, 12, 13]);
      expect(await sequences({ after: 10, upTo: 13, limit: 2 })).toEqual([11, 12]);
      expect(await sequences({ after: 10, upTo: 10 })).toEqual([]);
      expect(await sequences({ after: 2_500 })).toEqual([]);
      expect(await sequences({ after: 9_999 })).toEqual([]);
    });

    test('the latest snapshot at or before a moment is found, and a second for the same moment replaces the first', async () => {
      await createPad();
      await store.saveSnapshot('pad', { sequence: 10, state: 'ten' });
      await store.saveSnapshot('pad', { sequence: 30, state: 'thirty' });
      await store.saveSnapshot('pad', { sequence: 20, state: 'twenty' });
      expect(await store.findSnapshot('pad')).toEqual({ sequence: 30, state: 'thirty' });
      expect(await store.findSnapshot('pad', 29)).toEqual({ sequence: 20, state: 'twenty' });
      expect(await store.findSnapshot('pad', 20)).toEqual({ sequence: 20, state: 'twenty' });
      expect(await store.findSnapshot('pad', 9)).toBeNull();
      await store.saveSnapshot('pad', { sequence: 30, state: 'thirty again' });
      expect(await store.findSnapshot('pad')).toEqual({ sequence: 30, state: 'thirty again' });
    });

    test('what was asked before the end is done, what comes after it is refused', async () => {
      await createPad();
      const last = store.append('pad', { expectedHead: 0, events: [event('a')] });
      await store.close();
      expect((await last).status).toBe('appended');
      await expect(store.findSession('pad')).rejects.toMatchObject({ name: 'StoreError' });
      await expect(store.append('pad', { expectedHead: 1, events: [event('b')] })).rejects.toMatchObject({
        name: 'StoreError',
      });
    });
  });
}

function event(text: string): NewEvent {
  return { atMs: 1_790_000_000_123, type: 'text-changed', payload: payloadOf(text) };
}

function payloadOf(text: string): string {
  return JSON.stringify({ text });
}
