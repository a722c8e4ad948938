import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Clock, systemClock } from '../base/clock.ts';
import { followOverHttp } from './http-feed.ts';

afterEach(() => void vi.unstubAllGlobals());

const title = (sequence: number) =>
  `id: ${sequence}\nevent: session-renamed\ndata: {"type":"session-renamed","sequence":${sequence},"atMs":0,"title":"t"}\n\n`;

/** As much of a browser's page as can be looked away from, and lose its network. */
class LookedAtPage extends EventTarget {
  visibilityState: 'visible' | 'hidden' = 'visible';
  readonly defaultView = new EventTarget();

  turn(visibilityState: 'visible' | 'hidden'): void {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/** A feed that is live, of a server that tells one more event each time it is asked, and then says nothing. */
async function openFeed({ mayRest = false } = {}) {
  const page = new LookedAtPage();
  vi.stubGlobal('document', page);
  const asked: number[] = [];
  const responses = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const after = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('after'));
    asked.push(after);
    responses.add(response);
    response.on('close', () => responses.delete(response));
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(title(after + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let sleptMs = 0;
  let passedMs = 0;
  let rest: (() => void) | null = null;
  let silence: { readonly atMs: number; look(): void } | null = null;
  const monotonicMs = () => systemClock.monotonicMs() + passedMs;
  const clock: Clock = {
    ...systemClock,
    nowMs: () => Date.now() + sleptMs,
    monotonicMs,
    schedule(delayMs, callback) {
      if (delayMs > 15_000 && delayMs < 30_000) {
        const own = { atMs: monotonicMs() + delayMs, look: callback };
        silence = own;
        return () => {
          if (silence === own) silence = null;
        };
      }
      if (delayMs < 30_000) return systemClock.schedule(delayMs, callback);
      rest = callback;
      return () => (rest = null);
    },
  };
  const got: number[] = [];
  let heardTimes = 0;
  const end = followOverHttp({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    after: 0,
    headers: () => ({}),
    clock,
    mayRest: () => mayRest,
    listener: {
      snapshot: () => {},
      events: (events) => got.push(...events.map(({ sequence }) => sequence)),
      status: () => void heardTimes++,
    },
  });
  onTestFinished(async () => {
    end();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await vi.waitFor(() => expect(got).toEqual([1]));
  return {
    page,
    asked,
    got,
    open: () => responses.size,
    /** How often word came that it is live. */
    heard: () => heardTimes,
    /** The server says what counts for nothing but that it is there. */
    sayStillHere: () => responses.forEach((response) => response.write(': still here\n\n')),
    /** Time goes on, with nobody asleep; what is due then is looked at. */
    pass(ms: number) {
      passedMs += ms;
      if (silence && silence.atMs <= monotonicMs()) silence.look();
    },
    sleep: (ms: number) => (sleptMs += ms),
    /** As if nobody had looked for a minute. */
    passMinute: () => rest?.(),
  };
}

/** Long enough for a request that is on its way to be seen. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 60));

test('after a sleep the feed comes anew at once, from where it was', async () => {
  const { page, sleep, asked, got } = await openFeed();
  sleep(20_000);
  page.turn('visible');
  await vi.waitFor(() => expect(got).toEqual([1, 2]));
  expect(asked).toEqual([0, 1]);
});

test('a short look away changes nothing', async () => {
  const { page, sleep, asked, open } = await openFeed();
  page.turn('hidden');
  sleep(5_000);
  page.turn('visible');
  await aMoment();
  expect(asked).toEqual([0]);
  expect(open()).toBe(1);
});

test.each(['offline', 'online'])(
  'a feed over the network that was is not trusted: %s brings a new one',
  async (event) => {
    const { page, got } = await openFeed();
    page.defaultView.dispatchEvent(new Event(event));
    await vi.waitFor(() => expect(got).toEqual([1, 2]));
  },
);

test('a connection over which nothing came for 25 s is given up, and one over which something did is not', async () => {
  const { pass, sayStillHere, asked, got, heard } = await openFeed();
  pass(20_000);
  const before = heard();
  sayStillHere();
  await vi.waitFor(() => expect(heard()).toBeGreaterThan(before));
  pass(10_000);
  await aMoment();
  expect(asked).toEqual([0]);
  pass(16_000);
  await vi.waitFor(() => expect(got).toEqual([1, 2]));
  expect(asked).toEqual([0, 1]);
});

test('who only watches lets the feed go after a minute unseen, and comes back exact with the first look', async () => {
  const { page, passMinute, asked, got, open } = await openFeed({ mayRest: true });
  page.turn('hidden');
  passMinute();
  await vi.waitFor(() => expect(open()).toBe(0));
  await aMoment();
  expect(asked).toEqual([0]);
  page.turn('visible');
  await vi.waitFor(() => expect(got).toEqual([1, 2]));
});

test('who edits keeps the feed, seen or not: the run goes on for them', async () => {
  const { page, passMinute, asked, open } = await openFeed();
  page.turn('hidden');
  passMinute();
  await aMoment();
  expect(open()).toBe(1);
  expect(asked).toEqual([0]);
});
