import { expect, test, vi } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import type { StoredEvent } from './event-store.ts';
import type { News } from './news.ts';
import { createOrderedNews } from './ordered-news.ts';

test('news that join on are passed on at once, with where they come from, and each event once', () => {
  const { news, heard } = listen(0);
  news.take(told(3, 4), 'elsewhere');
  news.take(told(5, 5), 'here');
  news.take(told(4, 7), 'elsewhere');
  news.take(told(5, 6), 'elsewhere');
  expect(heard).toEqual(['elsewhere 3 4', 'here 5', 'elsewhere 6 7']);
});

test('what lacks before later news is read from the log first, and what comes meanwhile waits its turn', async () => {
  const { news, heard, reads } = listen(9);
  news.take(told(1, 1), 'elsewhere');
  news.take(told(5, 5), 'here');
  news.take(told(7, 7), 'here');
  news.take(told(6, 6), 'elsewhere');
  expect(heard).toEqual(['elsewhere 1']);
  await vi.waitFor(() => expect(heard).toEqual(['elsewhere 1', 'elsewhere 2 3 4', 'here 5', 'elsewhere 6', 'here 7']));
  expect(reads).toEqual(['1 to 4']);
});

test('news without events are read from the log; the first ones only say that there is something', async () => {
  const { news, heard } = listen(2_500);
  news.take({ first: 1, last: 10, events: [] }, 'elsewhere');
  expect(heard).toEqual(['elsewhere']);
  news.take({ first: 11, last: 2_500, events: [] }, 'elsewhere');
  await vi.waitFor(() => expect(heard.length).toBe(4));
  expect(heard.slice(1).join(' ').replaceAll('elsewhere ', '')).toBe(
    Array.from({ length: 2_490 }, (_, index) => index + 11).join(' '),
  );
});

test('while the log cannot be read news wait, and come once it can', async () => {
  const { news, heard, setBroken } = listen(9);
  setBroken(true);
  news.take(told(1, 1), 'elsewhere');
  news.take(told(3, 3), 'elsewhere');
  await new Promise((resolve) => setTimeout(resolve, 30));
  news.take(told(4, 4), 'elsewhere');
  expect(heard).toEqual(['elsewhere 1']);
  setBroken(false);
  await vi.waitFor(() => expect(heard).toEqual(['elsewhere 1', 'elsewhere 2', 'elsewhere 3', 'elsewhere 4']));
});

test('news of what is not in the log, such as of an erased session, hold up nothing', async () => {
  const { news, heard } = listen(0);
  news.take(told(1, 1), 'elsewhere');
  news.take(told(3, 3), 'elsewhere');
  await vi.waitFor(() => expect(heard).toEqual(['elsewhere 1', 'elsewhere 3']));
});

test('whatever is lost, doubled or out of order, each event comes once and in order', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = createSeededRandom(seed);
  for (let round = 0; round < 50; round += 1) {
    const head = 1 + random.integer(200);
    const { news, sequences } = listen(head, random.integer(3));
    news.take(told(1, 1), 'here');
    let last = 1;
    const late: News[] = [];
    while (last < head) {
      const first = last + 1;
      last = Math.min(head, last + 1 + random.integer(5));
      const next = random.chance(0.2) ? { first, last, events: [] } : told(first, last);
      if (random.chance(0.3)) late.push(next);
      else if (random.chance(0.8)) news.take(next, 'elsewhere');
      if (late.length > 0 && random.chance(0.3)) news.take(random.pick(late), 'elsewhere');
      if (random.chance(0.2)) await new Promise((resolve) => setTimeout(resolve, random.integer(3)));
    }
    news.take({ first: head, last: head, events: [] }, 'elsewhere');
    const expected = Array.from({ length: head }, (_, index) => index + 1);
    await vi.waitFor(() => expect(sequences, `seed ${seed}, round ${round}`).toHaveLength(head));
    expect(sequences, `seed ${seed}, round ${round}`).toEqual(expected);
  }
});

/** News over a log with events up to `head`, and what was heard of them. */
function listen(head: number, readMs = 0) {
  const heard: string[] = [];
  const reads: string[] = [];
  const sequences: number[] = [];
  let isBroken = false;
  const news = createOrderedNews({
    async read({ after, upTo }) {
      await new Promise((resolve) => setTimeout(resolve, readMs));
      if (isBroken) throw new Error('The log is away.');
      reads.push(`${after} to ${upTo}`);
      return told(after + 1, Math.min(head, upTo, after + 1_000)).events;
    },
    deliver(events, from) {
      heard.push([from, ...events.map((event) => event.sequence)].join(' '));
      for (const event of events) sequences.push(event.sequence);
    },
    retryMs: 5,
  });
  return { news, heard, reads, sequences, setBroken: (value: boolean) => (isBroken = value) };
}

function told(first: number, last: number): News {
  const events = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => event(first + index));
  return { first, last, events };
}

function event(sequence: number): StoredEvent {
  return { sequence, atMs: sequence, type: 'text-changed', payload: '{}' };
}
