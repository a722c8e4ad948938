import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createEventLog } from '../log/event-log.ts';
import { createInProcessBus } from '../log/in-process-bus.ts';
import { createMemoryStore } from '../log/memory-store.ts';
import { dayMs, startRetention } from './retention.ts';

const hourMs = dayMs / 24;

test('a session is erased once nothing has happened in it for so long, and not before', async () => {
  const story = await tellRetention({ days: 7 });
  await story.make('old');
  story.clock.advance(3 * dayMs);
  await story.make('young');
  await story.pass(4 * dayMs - hourMs);
  expect(await story.left()).toEqual(['old', 'young']);
  await story.pass(2 * hourMs);
  expect(await story.left()).toEqual(['young']);
  expect(story.said).toEqual(['Erased 1 session idle for 7 days.']);
  await story.log.append('young', { expectedHead: 1, events: [{ type: 'b', payload: '{}' }] });
  await story.pass(6 * dayMs);
  expect(await story.left()).toEqual(['young']);
});

test('an open session is left until it is closed, and keeps none of the others', async () => {
  const story = await tellRetention({ days: 1 });
  for (let index = 0; index < 230; index++) await story.make(`s${String(index).padStart(3, '0')}`);
  story.open.add('s003').add('s150');
  await story.pass(2 * dayMs);
  expect(await story.left()).toEqual(['s003', 's150']);
  story.open.clear();
  await story.pass(2 * hourMs);
  expect(await story.left()).toEqual([]);
});

test('a fork stays whole when what it came from goes', async () => {
  const story = await tellRetention({ days: 1 });
  await story.make('parent');
  story.clock.advance(20 * hourMs);
  await story.log.create({ id: 'fork', editTokenHash: '', parent: { sessionId: 'parent', sequence: 1 } }, [
    { type: 'b', payload: '{}' },
  ]);
  await story.pass(6 * hourMs);
  expect(await story.left()).toEqual(['fork']);
  expect((await story.log.readAll('fork')).map(({ type }) => type)).toEqual(['a', 'b']);
});

test('nothing is ever erased when sessions are kept for ever, nor after the end', async () => {
  const story = await tellRetention({ days: null });
  await story.make('s');
  await story.pass(400 * dayMs);
  expect(await story.left()).toEqual(['s']);

  const ended = await tellRetention({ days: 1 });
  await ended.make('s');
  ended.end();
  await ended.pass(5 * dayMs);
  expect(await ended.left()).toEqual(['s']);
});

test('a store that fails is told of, and tried again an hour later', async () => {
  const story = await tellRetention({ days: 1 });
  await story.make('s');
  await story.pass(23 * hourMs);
  story.failNext();
  await story.pass(2 * hourMs);
  expect(story.said).toEqual(['Idle sessions could not be erased: Error: away', 'Erased 1 session idle for 1 days.']);
  expect(await story.left()).toEqual([]);
});

async function tellRetention({ days }: { readonly days: number | null }) {
  const clock = createManualClock(1_000_000);
  const log = createEventLog({ store: createMemoryStore({ clock }), bus: createInProcessBus(), clock });
  const open = new Set<string>();
  const said: string[] = [];
  let fails = false;
  const end = startRetention({
    log: {
      ...log,
      listSessions(filter) {
        if (!fails) return log.listSessions(filter);
        fails = false;
        return Promise.reject(new Error('away'));
      },
    },
    clock,
    days,
    isOpen: (id) => open.has(id),
    report: (line) => said.push(line),
  });
  return {
    log,
    clock,
    open,
    said,
    end,
    failNext: () => (fails = true),
    make: (id: string) => log.create({ id, editTokenHash: '' }, [{ type: 'a', payload: '{}' }]),
    left: async () => (await log.listSessions({ limit: 1_000 })).map(({ id }) => id).toSorted(),
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= hourMs) {
        clock.advance(Math.min(left, hourMs));
        await settle();
      }
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => void setImmediate(resolve));
}
