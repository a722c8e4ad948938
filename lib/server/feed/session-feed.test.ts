import { afterEach, expect, test, vi } from 'vitest';
import { createManualClock } from '../../base/clock.ts';
import { createSeededRandom } from '../../base/seeded-random.ts';
import { createEventLog } from '../../log/event-log.ts';
import { createInProcessBus } from '../../log/in-process-bus.ts';
import { createMemoryStore } from '../../log/memory-store.ts';
import { emptySession, type SessionState } from '../../session/session-state.ts';
import { createFeeds, type Feeds } from './feeds.ts';
import { endFrame } from './frames.ts';
import type { LaneName } from './session-feed.ts';

let feeds: Feeds | null = null;
afterEach(() => feeds?.close());

test('a stream that its reader leaves lets go of everything, once', async () => {
  const story = await tellFeeds();
  const ann = story.enter();
  await ann.reader.read();
  expect(story.listeners).toBe(1);
  await ann.reader.cancel();
  expect([ann.overs, story.listeners]).toEqual([1, 0]);
  ann.stream.end(endFrame);
  expect(ann.overs).toBe(1);
});

test('a stream that is called off ends with a frame, and lets go at once, read or not', async () => {
  const story = await tellFeeds();
  const ann = story.enter();
  await ann.reader.read();
  ann.stream.end(endFrame);
  expect(ann.overs).toBe(1);
  await settle();
  expect(story.listeners).toBe(0);
  expect(await ann.rest()).toMatch(/event: end\ndata: \{\}\n\n$/);
});

test('when the server ends, every stream ends with a frame, and so does one that comes too late', async () => {
  const story = await tellFeeds();
  const early = story.enter();
  await settle();
  feeds?.close();
  const late = story.enter();
  expect(await early.rest()).toMatch(/event: end\ndata: \{\}\n\n$/);
  expect(await late.rest()).toMatch(/event: end\ndata: \{\}\n\n$/);
  expect([early.overs, late.overs, story.listeners]).toEqual([1, 1, 0]);
});

test('a reader who reads nothing is dropped though nobody asks for more, and the others are not', async () => {
  const story = await tellFeeds();
  const [stuck, ann] = [story.enter(), story.enter()];
  const read = ann.rest();
  for (let part = 0; part < 5; part++) await story.write('x'.repeat(400_000));
  expect([stuck.overs, ann.overs, story.listeners]).toEqual([1, 0, 1]);
  feeds?.close();
  expect(await read).toContain('id: 6\n');
});

test('a reader who was too slow is told to come back, should it read on', async () => {
  const story = await tellFeeds();
  const slow = story.enter();
  await slow.reader.read();
  for (let part = 0; part < 5; part++) await story.write('x'.repeat(400_000));
  expect(slow.overs).toBe(1);
  expect(await slow.rest()).toMatch(/event: resync\ndata: \{\}\n\n$/);
});

test('one event may be of any size', async () => {
  const story = await tellFeeds();
  const ann = story.enter();
  await ann.reader.read();
  await ann.reader.read();
  await story.write('x'.repeat(3_000_000));
  await story.write('x');
  expect(ann.overs).toBe(0);
});

test('when the store fails every stream ends with a frame, and lets go', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const story = await tellFeeds({ isBroken: true });
  const both = [story.enter(), story.enter()];
  for (const one of both) expect(await one.rest()).toMatch(/event: end\ndata: \{\}\n\n$/);
  expect([...both.map(({ overs }) => overs), story.listeners]).toEqual([1, 1, 0]);
  expect(said).toHaveBeenCalledOnce();
});

test('what everybody gets is encoded once', async () => {
  const story = await tellFeeds();
  const readers = [story.enter(), story.enter(), story.enter()];
  for (const { reader } of readers) await reader.read();
  for (const { reader } of readers) await reader.read();
  await story.write('to each a first one of its own');
  for (const { reader } of readers) await reader.read();
  await story.write('to all');
  const [first, ...others] = await Promise.all(readers.map(async ({ reader }) => (await reader.read()).value));
  expect(String(Buffer.from(first!))).toContain('to all');
  for (const other of others) expect(other).toBe(first);
});

test('those who come late within a moment get the same snapshot, and what came since', async () => {
  const story = await tellFeeds();
  for (let event = 0; event < 300; event++) await story.writeAtOnce('x');
  const one = story.enter();
  await one.reader.read();
  const first = (await one.reader.read()).value;
  await story.write('after the snapshot');
  const two = story.enter();
  await two.reader.read();
  expect((await two.reader.read()).value).toBe(first);
  feeds?.close();
  expect(idsIn(await two.rest())).toEqual([302]);
});

test('editors have each event at once, and a crowd has them gathered', async () => {
  const story = await tellFeeds();
  const editor = story.enter({ lane: 'editors' });
  const crowd = Array.from({ length: 40 }, () => story.enter());
  await settle();
  const [bob] = crowd;
  for (const one of [editor, bob!]) one.collect();
  await story.write('a');
  await settle();
  expect([editor.ids, bob!.ids]).toEqual([
    [1, 2],
    [1, 2],
  ]);
  for (const text of ['b', 'c', 'd']) await story.writeAtOnce(text);
  expect([editor.ids.at(-1), bob!.ids.at(-1)]).toEqual([5, 3]);
  story.clock.advance(33);
  await settle();
  expect(bob!.ids).toEqual([1, 2, 3, 4, 5]);
});

test('who is ahead of what this process knows is not set back, and gets what comes then', async () => {
  const story = await tellFeeds();
  for (let event = 0; event < 300; event++) await story.writeAtOnce('x');
  const ann = story.enter({ after: 301, state: { ...emptySession, sequence: 2 } });
  ann.collect();
  await settle();
  await story.write('next');
  expect(ann.ids).toEqual([302]);
});

test('who knows more than there ever was starts from a snapshot', async () => {
  const story = await tellFeeds();
  const ann = story.enter({ after: 999_999_999_999_999 });
  ann.collect();
  await settle();
  expect(ann.text).toMatch(/^: flint\n\nid: 1\nevent: snapshot\n/);
});

test('somebody who hears nothing for a while is told that the server is still here', async () => {
  const story = await tellFeeds();
  const ann = story.enter();
  ann.collect();
  await settle();
  for (let second = 0; second < 15; second++) {
    story.clock.advance(1_000);
    await settle();
  }
  expect(ann.text).toContain(': still here');
});

test.each(Array.from({ length: 5 }, (_, seed) => seed))(
  'whoever comes and goes, wherever it stands, misses nothing and gets nothing twice (seed %i)',
  async (seed) => {
    const random = createSeededRandom(seed);
    const story = await tellFeeds();
    const readers = Array.from({ length: 90 }, () => ({ at: 0, now: null as ReturnType<typeof story.enter> | null }));
    const leave = async (reader: (typeof readers)[number]) => {
      if (!reader.now) return;
      for (const id of reader.now.ids) {
        // A snapshot brings forward by more than one.
        if (reader.now.snapshots.has(id)) expect(id).toBeGreaterThan(reader.at);
        else expect(id).toBe(reader.at + 1);
        reader.at = id;
      }
      await reader.now.stop();
      reader.now = null;
    };
    for (let step = 0; step < 60; step++) {
      const writes = random.integer(12);
      for (let write = 0; write < writes; write++) await story.writeAtOnce(`${step} ${write}`);
      for (let visit = 0; visit < 6; visit++) {
        const reader = random.pick(readers);
        if (reader.now) await leave(reader);
        else {
          reader.now = story.enter({ after: reader.at, lane: random.pick(['editors', 'crowd']) });
          reader.now.collect();
        }
      }
      if (random.chance(0.3)) story.clock.advance(1 + random.integer(60));
    }
    for (const reader of readers) {
      if (!reader.now) {
        reader.now = story.enter({ after: reader.at });
        reader.now.collect();
      }
    }
    for (let turn = 0; turn < 10; turn++) {
      story.clock.advance(100);
      await settle();
    }
    for (const reader of readers) {
      await leave(reader);
      expect(reader.at).toBe(story.head);
    }
  },
);

function idsIn(text: string): number[] {
  return [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

async function tellFeeds({ isBroken = false } = {}) {
  const bus = createInProcessBus();
  const store = createMemoryStore();
  const clock = createManualClock();
  let listeners = 0;
  let head = 1;
  const log = createEventLog({
    store: isBroken ? { ...store, read: () => Promise.reject(new Error('broken store')) } : store,
    clock,
    bus: {
      ...bus,
      subscribe(sessionId, listener) {
        listeners++;
        const unsubscribe = bus.subscribe(sessionId, listener);
        return () => {
          listeners--;
          unsubscribe();
        };
      },
    },
  });
  await log.create({ id: 's', editTokenHash: '' }, [{ type: 'session-started', payload: '{"title":"","files":[]}' }]);
  const own = createFeeds({ log, clock });
  feeds = own;
  return {
    clock,
    get listeners() {
      return listeners;
    },
    get head() {
      return head;
    },
    /** Writes an event, and lets a moment pass in which it goes out. */
    async write(text: string): Promise<void> {
      await this.writeAtOnce(text);
      clock.advance(100);
      await settle();
    },
    async writeAtOnce(text: string): Promise<void> {
      await log.append('s', { expectedHead: head++, events: [{ type: 'note', payload: JSON.stringify({ text }) }] });
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
    enter(at: { readonly after?: number; readonly lane?: LaneName; readonly state?: SessionState } = {}) {
      const { after = 0, lane = 'crowd', state = { ...emptySession, sequence: head } } = at;
      let overs = 0;
      let text = '';
      const stream = own.enter('s', { after, lane, state, head, onOver: () => overs++ });
      const reader = stream.body.getReader();
      const decoder = new TextDecoder();
      const rest = async (): Promise<string> => {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return text;
          text += decoder.decode(value, { stream: true });
        }
      };
      return {
        stream,
        reader,
        rest,
        collect: () => void rest(),
        stop: () => reader.cancel(),
        get overs() {
          return overs;
        },
        get text() {
          return text;
        },
        get ids() {
          return idsIn(text);
        },
        get snapshots() {
          return new Set([...text.matchAll(/^id: (\d+)\nevent: snapshot$/gm)].map(([, id]) => Number(id)));
        },
      };
    },
  };
}
