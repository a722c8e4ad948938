import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventStore, NewEvent, StoredEvent } from './event-store.ts';

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
    const texts = async (id: string) =>
      (await readEverything(store, id)).map((each) => (JSON.parse(each.payload) as { text: string }).text);

    test('a session starts with its first events, numbered from 1', async () => {
      const stored = await createPad([event('a'), event('b')]);
      expect(stored.map((each) => each.sequence)).toEqual([1, 2]);
      expect(await store.findSession('pad')).toEqual({
        id: 'pad',
        editTokenHash: 'hash',
        createdAtMs: 1_000,
        head: 2,
        lastActiveAtMs: event('b').atMs,
        parent: null,
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

    test('the latest snapshot at or before a moment is found', async () => {
      await createPad(Array.from({ length: 30 }, (_, index) => event(String(index))));
      await store.saveSnapshot('pad', { sequence: 10, state: 'ten' });
      await store.saveSnapshot('pad', { sequence: 30, state: 'thirty' });
      await store.saveSnapshot('pad', { sequence: 20, state: 'twenty' });
      expect(await store.findSnapshot('pad')).toEqual({ sequence: 30, state: 'thirty' });
      expect(await store.findSnapshot('pad', 29)).toEqual({ sequence: 20, state: 'twenty' });
      expect(await store.findSnapshot('pad', 20)).toEqual({ sequence: 20, state: 'twenty' });
      expect(await store.findSnapshot('pad', 9)).toBeNull();
      await store.saveSnapshot('pad', { sequence: 30, state: 'thirty' });
      expect(await store.findSnapshot('pad')).toEqual({ sequence: 30, state: 'thirty' });
    });

    test('a session was last active at its last event, or when it was made if that came later', async () => {
      const lastActiveAtMs = async (id: string) => (await store.findSession(id))?.lastActiveAtMs;
      await createPad();
      expect(await lastActiveAtMs('pad')).toBe(1_000);
      await store.append('pad', { expectedHead: 0, events: [{ ...event('a'), atMs: 2_000 }] });
      expect(await lastActiveAtMs('pad')).toBe(2_000);
      await store.append('pad', { expectedHead: 1, events: [{ ...event('a'), atMs: 1_500 }] });
      expect(await lastActiveAtMs('pad')).toBe(2_000);
      await store.createSession({ id: 'imported', editTokenHash: '', createdAtMs: 9_000 }, [
        { ...event('a'), atMs: 5 },
      ]);
      expect(await lastActiveAtMs('imported')).toBe(9_000);
    });

    test('the heads of many sessions are told at once, without those that are not there', async () => {
      await createPad([event('a'), event('b')]);
      await store.createSession({ id: 'other', editTokenHash: '', createdAtMs: 1 }, [event('x')]);
      expect(await store.heads(['other', 'nobody', 'pad'])).toEqual(
        new Map([
          ['other', 1],
          ['pad', 2],
        ]),
      );
      expect(await store.heads([])).toEqual(new Map());
    });

    test('a new edit token replaces the old one', async () => {
      await createPad([event('a')]);
      await store.replaceEditToken('pad', 'another');
      expect(await store.findSession('pad')).toMatchObject({ editTokenHash: 'another', head: 1 });
      await expect(store.replaceEditToken('nobody', 'x')).rejects.toMatchObject({ kind: 'missing' });
    });

    test('sessions are listed by how long they are idle', async () => {
      for (const [id, createdAtMs] of [
        ['b', 20],
        ['c', 30],
        ['a', 10],
        ['d', 20],
      ] as const) {
        await store.createSession({ id, editTokenHash: id, createdAtMs }, []);
      }
      const ids = async (filter?: Parameters<EventStore['listSessions']>[0]) =>
        (await store.listSessions(filter)).map((record) => record.id);
      expect(await ids()).toEqual(['a', 'b', 'd', 'c']);
      expect(await ids({ idleSinceMs: 20 })).toEqual(['a']);
      expect(await ids({ idleSinceMs: 31, limit: 2, offset: 1 })).toEqual(['b', 'd']);
      expect(await store.listSessions({ limit: 1 })).toEqual([await store.findSession('a')]);
    });

    describe('packing', () => {
      test('changes nothing of what is read, and what comes after it goes on as before', async () => {
        const events = Array.from({ length: 3_000 }, (_, index) => ({
          ...event(`word ${index}`),
          atMs: 1_000 + index,
        }));
        await createPad(events.slice(0, 2_500));
        for (let sequence = 100; sequence <= 2_500; sequence += 100) {
          await store.saveSnapshot('pad', {
            sequence,
            state: JSON.stringify({ sequence, text: 'x'.repeat(sequence) }),
          });
        }
        const snapshot = async (atMost?: number) => (await store.findSnapshot('pad', atMost))!;
        const before = await snapshot(1_234);
        await store.pack('pad', 2_400);
        await store.append('pad', { expectedHead: 2_500, events: events.slice(2_500), idempotencyKey: 'key' });
        await store.pack('pad', 3_000);
        await store.pack('pad', 3_000);
        await store.pack('pad', 100);
        expect(await readEverything(store, 'pad')).toEqual(
          events.map((each, index) => ({ sequence: index + 1, ...each })),
        );
        for (const after of [0, 511, 512, 513, 999, 1_700, 2_399, 2_499, 2_500, 2_999, 3_000]) {
          for (const upTo of [after, after + 1, 1_024, 2_450, 3_000]) {
            const read = await store.read('pad', { after, upTo, limit: 40 });
            const expected = events.slice(after, Math.max(after, Math.min(upTo, after + 40)));
            expect(read, `${after} to ${upTo}`).toEqual(
              expected.map((each, index) => ({ sequence: after + index + 1, ...each })),
            );
          }
        }
        expect((await snapshot()).sequence).toBe(2_500);
        const found = await snapshot(1_234);
        expect(found.sequence).toBeLessThanOrEqual(before.sequence);
        expect(JSON.parse(found.state)).toEqual({ sequence: found.sequence, text: 'x'.repeat(found.sequence) });
        expect(await store.findAppended('pad', 'key')).toBe(3_000);
        expect(await store.findSession('pad')).toMatchObject({ head: 3_000 });
      });

      test('packs forks and what they share, and takes no harm from an unknown session', async () => {
        const events = Array.from({ length: 1_500 }, (_, index) => event(`word ${index}`));
        await createPad(events);
        await store.saveSnapshot('pad', { sequence: 1_000, state: 'thousand' });
        await store.createSession(fork('fork', 'pad', 1_300), events.slice(0, 1_200));
        await store.saveSnapshot('fork', { sequence: 2_000, state: 'two thousand' });
        const before = await readEverything(store, 'fork');
        await store.pack('fork', 2_500);
        await store.pack('pad', 1_500);
        expect(await readEverything(store, 'fork')).toEqual(before);
        await store.erase('pad');
        expect(await readEverything(store, 'fork')).toEqual(before);
        expect(await readEverything(store, 'pad')).toEqual([]);
        expect(await store.findSnapshot('fork')).toEqual({ sequence: 2_000, state: 'two thousand' });
        expect(await store.findSnapshot('fork', 1_300)).toEqual({ sequence: 1_000, state: 'thousand' });
        await store.pack('nobody', 10);
      });

      test('a fork that begins within a block keeps its part of it when the parent goes', async () => {
        const events = Array.from({ length: 1_100 }, (_, index) => event(`word ${index}`));
        await createPad(events);
        for (const sequence of [512, 700, 1_024])
          await store.saveSnapshot('pad', { sequence, state: `at ${sequence}` });
        await store.createSession(fork('fork', 'pad', 700), [event('own')]);
        await store.createSession(fork('early', 'pad', 3), [event('own')]);
        await store.pack('pad', 1_100);
        await store.erase('pad');
        expect(await texts('fork')).toEqual([...Array.from({ length: 700 }, (_, index) => `word ${index}`), 'own']);
        expect(await store.findSnapshot('fork')).toEqual({ sequence: 700, state: 'at 700' });
        await store.erase('fork');
        expect(await texts('early')).toEqual(['word 0', 'word 1', 'word 2', 'own']);
        expect(await store.findSnapshot('early')).toBeNull();
      });
    });

    describe('forks', () => {
      test('a fork has its parent’s events up to its moment, and its own after it', async () => {
        await createPad([event('a'), event('b'), event('c')]);
        const stored = await store.createSession(fork('fork', 'pad', 2), [event('own'), event('more')]);
        expect(stored.map((each) => each.sequence)).toEqual([3, 4]);
        expect(await store.findSession('fork')).toEqual({
          id: 'fork',
          editTokenHash: 'hash of fork',
          createdAtMs: 2_000,
          head: 4,
          lastActiveAtMs: event('more').atMs,
          parent: { sessionId: 'pad', sequence: 2 },
        });
        expect(await texts('fork')).toEqual(['a', 'b', 'own', 'more']);
        expect(await texts('pad')).toEqual(['a', 'b', 'c']);
      });

      test('parent and fork go on each for themselves', async () => {
        await createPad([event('a'), event('b')]);
        await store.createSession(fork('fork', 'pad', 2), []);
        await store.append('pad', { expectedHead: 2, events: [event('parent')], idempotencyKey: 'key' });
        expect(await store.findAppended('fork', 'key')).toBeNull();
        await store.append('fork', { expectedHead: 2, events: [event('fork')], idempotencyKey: 'key' });
        expect(await texts('pad')).toEqual(['a', 'b', 'parent']);
        expect(await texts('fork')).toEqual(['a', 'b', 'fork']);
        expect(await store.heads(['pad', 'fork'])).toEqual(
          new Map([
            ['pad', 3],
            ['fork', 3],
          ]),
        );
      });

      test('a fork is read in any range, across the moment it was forked at', async () => {
        await createPad(Array.from({ length: 5 }, (_, index) => event(`p${index + 1}`)));
        await store.createSession(fork('fork', 'pad', 3), [event('f4'), event('f5')]);
        const read = async (range: Parameters<EventStore['read']>[1]) =>
          (await store.read('fork', range)).map((each) => each.sequence);
        expect(await read({ after: 1, upTo: 4 })).toEqual([2, 3, 4]);
        expect(await read({ after: 1, limit: 2 })).toEqual([2, 3]);
        expect(await read({ after: 2, limit: 2 })).toEqual([3, 4]);
        expect(await read({ after: 3 })).toEqual([4, 5]);
        expect(await read({ after: 0, upTo: 2 })).toEqual([1, 2]);
        expect(await read({ after: 5 })).toEqual([]);
      });

      test('forks of forks share what they have in common, also from before their parent began', async () => {
        await createPad([event('a'), event('b'), event('c')]);
        await store.createSession(fork('child', 'pad', 2), [event('d'), event('e')]);
        await store.createSession(fork('grandchild', 'child', 3), [event('f')]);
        await store.createSession(fork('early', 'child', 1), [event('g')]);
        expect(await texts('grandchild')).toEqual(['a', 'b', 'd', 'f']);
        expect(await texts('early')).toEqual(['a', 'g']);
      });

      test('a fork finds the snapshots of its parent up to its moment, and its own', async () => {
        await createPad(Array.from({ length: 30 }, (_, index) => event(String(index))));
        for (const sequence of [10, 20, 30]) await store.saveSnapshot('pad', { sequence, state: `pad ${sequence}` });
        await store.createSession(
          fork('fork', 'pad', 25),
          Array.from({ length: 15 }, (_, index) => event(`f${index}`)),
        );
        expect(await store.findSnapshot('fork')).toEqual({ sequence: 20, state: 'pad 20' });
        await store.saveSnapshot('fork', { sequence: 40, state: 'fork 40' });
        expect(await store.findSnapshot('fork')).toEqual({ sequence: 40, state: 'fork 40' });
        expect(await store.findSnapshot('fork', 39)).toEqual({ sequence: 20, state: 'pad 20' });
        expect(await store.findSnapshot('fork', 19)).toEqual({ sequence: 10, state: 'pad 10' });
        expect(await store.findSnapshot('pad')).toEqual({ sequence: 30, state: 'pad 30' });
      });

      test('there is no fork of what never happened', async () => {
        await createPad([event('a')]);
        for (const parent of [
          { sessionId: 'pad', sequence: 2 },
          { sessionId: 'pad', sequence: 0 },
          { sessionId: 'nobody', sequence: 1 },
        ]) {
          const made = store.createSession({ ...fork('fork', 'pad', 1), parent }, []);
          await expect(made).rejects.toMatchObject({ name: 'StoreError', kind: 'missing' });
        }
        expect(await store.findSession('fork')).toBeNull();
      });
    });

    describe('erasing', () => {
      test('an erased session is gone, and may be erased once', async () => {
        await createPad([event('a')]);
        await store.saveSnapshot('pad', { sequence: 1, state: '{}' });
        await store.append('pad', { expectedHead: 1, events: [event('b')], idempotencyKey: 'key' });
        const lease = await store.takeLease('pad', 'me', 60_000);
        expect(await store.erase('pad')).toBe(true);
        expect(await store.erase('pad')).toBe(false);
        expect(await store.erase('nobody')).toBe(false);
        expect(await store.findSession('pad')).toBeNull();
        expect(await store.read('pad', { after: 0 })).toEqual([]);
        expect(await store.findSnapshot('pad')).toBeNull();
        expect(await store.findAppended('pad', 'key')).toBeNull();
        expect(await store.heads(['pad'])).toEqual(new Map());
        expect(await store.listSessions()).toEqual([]);
        expect(await store.takeLease('pad', 'me', 60_000)).toBeNull();
        expect(await store.renewLease('pad', lease!, 60_000)).toBe(false);
        const late = store.append('pad', { expectedHead: 2, events: [event('c')] });
        await expect(late).rejects.toMatchObject({ kind: 'missing' });
      });

      test('a session whose forks live on is gone as well, and they stay whole', async () => {
        await createPad([event('a'), event('b'), event('secret')]);
        await store.saveSnapshot('pad', { sequence: 1, state: 'one' });
        await store.saveSnapshot('pad', { sequence: 3, state: 'three' });
        await store.createSession(fork('fork', 'pad', 2), [event('own')]);
        expect(await store.erase('pad')).toBe(true);
        expect(await store.erase('pad')).toBe(false);
        expect(await store.findSession('pad')).toBeNull();
        expect(await store.read('pad', { after: 0 })).toEqual([]);
        expect(await store.findSnapshot('pad')).toBeNull();
        expect(await store.listSessions()).toMatchObject([{ id: 'fork' }]);
        const again = store.createSession(fork('second', 'pad', 1), []);
        await expect(again).rejects.toMatchObject({ kind: 'missing' });
        expect(await texts('fork')).toEqual(['a', 'b', 'own']);
        expect(await store.findSnapshot('fork')).toEqual({ sequence: 1, state: 'one' });
        expect(await store.findSession('fork')).toMatchObject({ parent: { sessionId: 'pad', sequence: 2 } });
        await store.append('fork', { expectedHead: 3, events: [event('on')] });
        expect(await texts('fork')).toEqual(['a', 'b', 'own', 'on']);
      });

      test('generations may go in any order', async () => {
        await createPad([event('a'), event('b'), event('c')]);
        await store.createSession(fork('child', 'pad', 2), [event('d'), event('e')]);
        await store.createSession(fork('grandchild', 'child', 3), [event('f')]);
        await store.createSession(fork('early', 'child', 1), [event('g')]);
        await store.erase('child');
        await store.erase('pad');
        expect(await texts('grandchild')).toEqual(['a', 'b', 'd', 'f']);
        expect(await texts('early')).toEqual(['a', 'g']);
        await store.erase('grandchild');
        expect(await texts('early')).toEqual(['a', 'g']);
        await store.erase('early');
        expect(await store.listSessions()).toEqual([]);
        // Nobody lives on it any more: not even its name is left.
        expect(await createPad([event('anew')])).toHaveLength(1);
      });
    });

    describe('leases', () => {
      test('one owner at a time has it, until it is given back', async () => {
        await createPad();
        const mine = (await store.takeLease('pad', 'me', 60_000))!;
        expect(mine).toEqual({ owner: 'me', epoch: 1 });
        expect(await store.takeLease('pad', 'you', 60_000)).toBeNull();
        expect(await store.renewLease('pad', mine, 60_000)).toBe(true);
        await store.releaseLease('pad', mine);
        expect(await store.renewLease('pad', mine, 60_000)).toBe(false);
        const yours = (await store.takeLease('pad', 'you', 60_000))!;
        expect(yours).toEqual({ owner: 'you', epoch: 2 });
        await store.releaseLease('pad', mine);
        expect(await store.takeLease('pad', 'me', 60_000)).toBeNull();
        expect(await store.takeLease('nobody', 'me', 60_000)).toBeNull();
      });

      test('of many who ask at once one gets it', async () => {
        await createPad();
        const leases = await Promise.all(
          Array.from({ length: 10 }, (_, index) => store.takeLease('pad', `owner ${index}`, 60_000)),
        );
        expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
      });

      test('whoever takes it again has a higher epoch, and the older one is worth nothing', async () => {
        await createPad();
        const first = (await store.takeLease('pad', 'me', 60_000))!;
        const second = (await store.takeLease('pad', 'me', 60_000))!;
        expect(second.epoch).toBe(first.epoch + 1);
        expect(await store.renewLease('pad', first, 60_000)).toBe(false);
        expect(await store.renewLease('pad', second, 60_000)).toBe(true);
      });

      test('when its time has run out somebody else may take it, and then its owner is fenced', async () => {
        await createPad();
        const mine = (await store.takeLease('pad', 'me', 30))!;
        expect(await store.takeLease('pad', 'you', 60_000)).toBeNull();
        const yours = await vi.waitFor(async () => {
          const lease = await store.takeLease('pad', 'you', 60_000);
          expect(lease).not.toBeNull();
          return lease!;
        });
        expect(yours.epoch).toBe(mine.epoch + 1);
        expect(await store.renewLease('pad', mine, 60_000)).toBe(false);
        const fenced = await store.append('pad', { expectedHead: 0, events: [event('mine')], lease: mine });
        expect(fenced).toEqual({ status: 'fenced' });
        const appended = await store.append('pad', { expectedHead: 0, events: [event('yours')], lease: yours });
        expect(appended).toMatchObject({ status: 'appended' });
        expect(await texts('pad')).toEqual(['yours']);
      });

      test('as long as nobody took it, a lease that ran out still writes and can be renewed', async () => {
        await createPad();
        const mine = (await store.takeLease('pad', 'me', 1))!;
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        const appended = await store.append('pad', { expectedHead: 0, events: [event('a')], lease: mine });
        expect(appended).toMatchObject({ status: 'appended' });
        expect(await store.renewLease('pad', mine, 60_000)).toBe(true);
        expect(await store.takeLease('pad', 'you', 60_000)).toBeNull();
      });

      test('a lease that was given back writes nothing; appends without one are free', async () => {
        await createPad();
        const mine = (await store.takeLease('pad', 'me', 60_000))!;
        expect(await store.append('pad', { expectedHead: 0, events: [event('free')] })).toMatchObject({
          status: 'appended',
        });
        await store.releaseLease('pad', mine);
        expect(await store.append('pad', { expectedHead: 1, events: [event('late')], lease: mine })).toEqual({
          status: 'fenced',
        });
      });

      test('a key that is known is told before the lease is looked at, and the lease before the head', async () => {
        await createPad();
        const mine = (await store.takeLease('pad', 'me', 60_000))!;
        await store.append('pad', { expectedHead: 0, events: [event('a')], idempotencyKey: 'key', lease: mine });
        await store.releaseLease('pad', mine);
        const append = { expectedHead: 7, events: [event('b')], lease: mine };
        expect(await store.append('pad', { ...append, idempotencyKey: 'key' })).toEqual({
          status: 'repeated',
          lastSequence: 1,
        });
        expect(await store.append('pad', { ...append, idempotencyKey: 'other' })).toEqual({ status: 'fenced' });
      });
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

function fork(id: string, sessionId: string, sequence: number): Parameters<EventStore['createSession']>[0] {
  return { id, editTokenHash: `hash of ${id}`, createdAtMs: 2_000, parent: { sessionId, sequence } };
}

async function readEverything(store: EventStore, id: string): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const page = await store.read(id, { after: events.at(-1)?.sequence ?? 0 });
    if (page.length === 0) return events;
    events.push(...page);
  }
}
