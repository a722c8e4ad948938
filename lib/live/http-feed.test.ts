import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Clock, systemClock } from '../base/clock.ts';
import { followOverHttp } from './http-feed.ts';

const title = (sequence: number) =>
  `id: ${sequence}\nevent: session-renamed\ndata: {"type":"session-renamed","sequence":${sequence},"atMs":0,"title":"t"}\n\n`;
/** Waits from here on are watches, not tries: tests do not hurry them. */
const leastSteadyMs = 5_000;

const whole = (sequence: number) =>
  `id: ${sequence}\nevent: snapshot\ndata: {"sequence":${sequence},"files":[],"runs":[]}\n\n`;

test('events come once and in order, however often the way breaks between them', async () => {
  const { feed } = await tellFeed([title(1) + title(2), title(2) + title(3), 'event: end\ndata: {}\n\n', title(4)]);
  expect(await feed(4)).toEqual(['1 2', '3', '4']);
});

test('a jump is a gap: what was missed is asked for', async () => {
  const { feed, asked } = await tellFeed([title(1) + title(5), title(2) + title(3)]);
  expect(await feed(3)).toEqual(['1', '2 3']);
  expect(asked.slice(0, 2)).toEqual(['0', '1']);
});

test('what has no number and is of no known kind is passed over', async () => {
  const news = 'event: something-new\ndata: {"sequence":9}\n\n';
  const { feed, asked } = await tellFeed([news + title(1) + news + title(2)]);
  expect(await feed(2)).toEqual(['1 2']);
  expect(asked).toEqual(['0']);
});

test('a server that was put back to an earlier state takes its pages back with it', async () => {
  const { feed } = await tellFeed([title(1) + title(2) + title(3), whole(2), title(3)]);
  expect(await feed(3, 4)).toEqual(['1 2 3', 'whole 2', '3']);
});

test('a listener that fails is given everything anew', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { feed, asked } = await tellFeed([title(1), title(2), whole(2) + title(3)], { failsAt: 2 });
  expect(await feed(3)).toEqual(['1', 'whole 2', '3']);
  expect(asked[2]).toBe('999999999999999');
  expect(said).toHaveBeenCalledOnce();
});

test('a server that takes everybody in and turns them away at once is asked ever less often', async () => {
  const waits: number[] = [];
  const clock: Clock = {
    ...systemClock,
    schedule: (delayMs, callback) => {
      if (delayMs < leastSteadyMs) waits.push(delayMs);
      return systemClock.schedule(delayMs < leastSteadyMs ? 0 : delayMs, callback);
    },
  };
  const { feed } = await tellFeed([...Array.from({ length: 6 }, () => ': flint\n\n'), title(1)], { clock });
  await feed(1);
  expect(waits.slice(0, 6).every((delayMs, index) => delayMs >= Math.min(5_000, 200 * 2 ** index) / 2)).toBe(true);
});

/** A server that answers each request with the next of these, and then ends it. */
async function tellFeed(
  answers: readonly string[],
  {
    failsAt,
    clock = {
      ...systemClock,
      schedule: (delayMs, callback) => systemClock.schedule(delayMs >= leastSteadyMs ? delayMs : 0, callback),
    },
  }: { readonly failsAt?: number; readonly clock?: Clock } = {},
) {
  const asked: string[] = [];
  const server = createServer((request, response: ServerResponse) => {
    asked.push(new URL(request.url ?? '', 'http://localhost').searchParams.get('after') ?? '');
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const answer = answers[asked.length - 1];
    if (answer === undefined) response.write(': still here\n\n');
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const got: string[] = [];
  let sequence = 0;
  let count = 0;
  let hasFailed = false;
  let tell: () => void = () => {};
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    asked,
    /** What came, once the feed is at this sequence and has brought so many events and snapshots. */
    feed: async (upTo: number, atLeast = 0): Promise<string[]> => {
      const end = followOverHttp({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
        after: 0,
        headers: () => ({}),
        clock,
        listener: {
          snapshot(snapshot) {
            sequence = snapshot.sequence;
            count++;
            got.push(`whole ${sequence}`);
            tell();
          },
          events(events) {
            if (!hasFailed && events.some((event) => event.sequence === failsAt)) {
              hasFailed = true;
              throw new Error('listener');
            }
            sequence = events.at(-1)!.sequence;
            count += events.length;
            got.push(events.map((event) => event.sequence).join(' '));
            tell();
          },
          status: () => {},
        },
      });
      while (sequence < upTo || count < atLeast) await new Promise<void>((resolve) => (tell = resolve));
      end();
      return got;
    },
  };
}
