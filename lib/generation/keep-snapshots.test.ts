import { expect, test, vi } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createSeededRandom } from '../base/seeded-random.ts';
import { changeToJson, replaceRange } from '../document/change.ts';
import { createEventLog } from '../log/event-log.ts';
import { createInProcessBus } from '../log/in-process-bus.ts';
import { createMemoryStore } from '../log/memory-store.ts';
import { decodeEvent, encodeEvent } from '../session/event-codec.ts';
import { foldAll } from '../session/fold-session.ts';
import { emptySession } from '../session/session-state.ts';
import { takeSnapshot } from '../session/snapshot.ts';
import { keepSnapshots } from './keep-snapshots.ts';
import { openSession } from './open-session.ts';
import { stateAt } from './state-at.ts';

test('a session that rests has a snapshot at the end of every block of events, and is packed up to there', async () => {
  const story = await openStory();
  await story.type(1_100);
  await story.rest();
  await vi.waitFor(() => expect(story.packed).toEqual([1_024]));
  for (const [atMost, sequence] of [
    [1_101, 1_024],
    [1_023, 512],
    [511, null],
  ] as const) {
    expect((await story.log.findSnapshot('s', atMost))?.sequence ?? null).toBe(sequence);
  }
  await story.expectTrueSnapshots();
});

test('a block that is not full is left as it is', async () => {
  const story = await openStory();
  await story.type(500);
  await story.rest();
  expect(await story.log.findSnapshot('s')).toBeNull();
  await story.type(12);
  await story.rest();
  await vi.waitFor(() => expect(story.packed).toEqual([512]));
});

test('what a process that ended left undone is done when the session is opened again', async () => {
  const story = await openStory();
  await story.type(1_600);
  story.end();
  await story.rest();
  expect(await story.log.findSnapshot('s')).toBeNull();
  await story.openAgain();
  await story.rest();
  await vi.waitFor(() => expect(story.packed).toEqual([1_536]));
  await story.expectTrueSnapshots();
});

test('a run is not disturbed until it has gone on for long', async () => {
  const story = await openStory();
  await story.startRun();
  await story.type(1_500);
  await story.rest();
  expect(await story.log.findSnapshot('s')).toBeNull();
  await story.type(700);
  await story.rest();
  await vi.waitFor(() => expect(story.packed).toEqual([2_048]));
});

test('a store that fails is not asked again before there is more to keep', async () => {
  const story = await openStory();
  story.breakSnapshots(true);
  await story.type(600);
  await story.rest();
  await vi.waitFor(() => expect(story.failures()).toBe(1));
  await story.rest();
  await story.type(100);
  await story.rest();
  expect(story.failures()).toBe(1);
  story.breakSnapshots(false);
  await story.type(450);
  await story.rest();
  await vi.waitFor(() => expect(story.packed).toEqual([1_024]));
  await story.expectTrueSnapshots();
});

/** A session that somebody types in, and whose snapshots are kept. */
async function openStory() {
  const random = createSeededRandom(7);
  const clock = createManualClock(1_000);
  const packed: number[] = [];
  let isBroken = false;
  let failures = 0;
  const memory = createMemoryStore();
  const store: typeof memory = {
    ...memory,
    async saveSnapshot(id, snapshot) {
      if (isBroken) failures++;
      if (isBroken) throw new Error('broken');
      return memory.saveSnapshot(id, snapshot);
    },
    async pack(_id, upTo) {
      packed.push(upTo);
    },
  };
  const log = createEventLog({ store, bus: createInProcessBus(), clock });
  const files = [{ fileId: 'f', path: 'index.html', text: 'one\ntwo\n' }];
  await log.create({ id: 's', editTokenHash: '' }, [encodeEvent({ type: 'session-started', title: '', files })]);
  let ids = 0;
  const open = async () => (await openSession({ id: 's', log, clock, newId: () => `id-${++ids}` }))!;
  let session = await open();
  let end = keepSnapshots({ session, log, clock });

  return {
    log,
    packed,
    end: () => end(),
    failures: () => failures,
    breakSnapshots(broken: boolean) {
      isBroken = broken;
    },
    async openAgain() {
      session = await open();
      end = keepSnapshots({ session, log, clock });
    },
    async startRun() {
      await session.dispatch({ type: 'start-run', instruction: 'go' }, { clientId: 'ann' });
    },
    async type(times: number) {
      for (let count = 0; count < times; count++) {
        const { length } = session.state.files.get('f')!.text;
        const at = random.integer(length);
        const change = changeToJson(replaceRange(length, at, at, random.pick(['a', '\n', '"', '🙂'])));
        await session.dispatch({ type: 'change-text', fileId: 'f', change }, { clientId: 'ann' });
      }
    },
    async rest() {
      clock.advance(1_000);
      for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => void setImmediate(resolve));
    },
    async expectTrueSnapshots() {
      const events = (await log.readAll('s')).map(decodeEvent);
      for (let at = 512; at <= events.length; at += 512) {
        const snapshot = (await log.findSnapshot('s', at))!;
        const folded = foldAll(emptySession, events.slice(0, at));
        expect(snapshot).toEqual({ sequence: at, state: JSON.stringify(takeSnapshot(folded)) });
        expect(takeSnapshot((await stateAt(log, 's', at + 1))!)).toEqual(
          takeSnapshot(foldAll(folded, events.slice(at, at + 1))),
        );
      }
    },
  };
}
