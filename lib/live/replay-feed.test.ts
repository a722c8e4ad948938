import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createSeededRandom } from '../base/seeded-random.ts';
import { foldAll, foldSession } from '../session/fold-session.ts';
import type { SessionEvent } from '../session/session-event.ts';
import { emptySession, type SessionState } from '../session/session-state.ts';
import { restoreSnapshot, takeSnapshot } from '../session/snapshot.ts';
import { tellRandomLog } from './random-log-story.ts';
import { createReplayFeed } from './replay-feed.ts';

const json = (state: SessionState) => JSON.stringify(takeSnapshot(state));

/** A log with an event at each of these seconds. */
function logAt(...seconds: readonly number[]): SessionEvent[] {
  return seconds.map((second, index) => ({
    type: 'session-renamed',
    title: `Title ${index + 1}`,
    sequence: index + 1,
    atMs: 5_000 + second * 1_000,
  }));
}

/** A replay of this log, loaded as far as `loaded`. `shown` is what somebody sees who folds what it tells. */
function openReplay(
  events: readonly SessionEvent[],
  { loaded = events.length, start = events.length, isPoster = true } = {},
) {
  const clock = createManualClock();
  const log = [...events];
  const seen = { state: foldAll(emptySession, events.slice(0, start)), leaps: 0, events: 0 };
  const asked: number[] = [];
  let answer: () => void = () => {};
  let isGrowing = false;
  const feed = createReplayFeed({
    clock,
    start: seen.state,
    isPoster,
    listener: {
      events(coming) {
        for (const event of coming) seen.state = foldSession(seen.state, event);
        seen.events += coming.length;
      },
      leap(state) {
        seen.state = state;
        seen.leaps += 1;
      },
    },
    async fetchState(sequence) {
      asked.push(sequence);
      await new Promise<void>((resolve) => (answer = resolve));
      const state = foldAll(emptySession, log.slice(0, sequence));
      return restoreSnapshot(JSON.parse(json(state)));
    },
    isGrowing: () => isGrowing,
  });
  feed.grow(events.slice(0, loaded));
  if (loaded === events.length) feed.loading('done');
  return {
    feed,
    clock,
    seen,
    asked,
    now: () => feed.view.getState(),
    async answer() {
      answer();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
    setGrowing(growing: boolean) {
      isGrowing = growing;
    },
    add(event: SessionEvent) {
      log.push(event);
      feed.grow([event]);
    },
  };
}

test('whatever way it is played, sought and stepped through, it shows the state that the log has there', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = createSeededRandom(seed);
    const events = await tellRandomLog(seed);
    const states = events.reduce<SessionState[]>(
      (all, event) => [...all, foldSession(all.at(-1) ?? emptySession, event)],
      [],
    );
    const { feed, clock, seen, now } = openReplay(events);
    for (let step = 0; step < 40; step += 1) {
      random.pick([
        () => feed.play(),
        () => feed.pause(),
        () => feed.seek(random.integer(Math.ceil(now().durationMs) + 10)),
        () => feed.seekTo(1 + random.integer(events.length)),
        () => feed.step(random.pick([1, -1]), random.pick(['turn', 'mark'])),
        () => feed.changeSpeed(random.pick([1, -1])),
        () => feed.setSkipsIdle(random.chance(0.5)),
        () => feed.toEnd(),
      ])();
      clock.advance(random.integer(400));
      const wanted = states[now().sequence - 1]!;
      expect(json(seen.state), `seed ${seed}, step ${step}, event ${now().sequence}`).toBe(json(wanted));
      const { positionMs, sequence, skipsIdle } = now();
      expect(feed.tape.timeOf(sequence, skipsIdle ? 'brief' : 'real')).toBeLessThanOrEqual(positionMs);
    }
    feed.toEnd();
    expect(json(seen.state)).toBe(json(states.at(-1)!));
    feed.close();
  }
}, 60_000);

test('it opens on the whole, and plays from the start', () => {
  const { feed, clock, seen, now } = openReplay(logAt(0, 0.5, 0.8));
  expect(now()).toMatchObject({ isPlaying: false, sequence: 3, durationMs: 800 });
  feed.play();
  expect(seen.state.title).toBe('Title 1');
  clock.advance(496);
  expect(seen.state.title).toBe('Title 1');
  clock.advance(16);
  expect(seen.state.title).toBe('Title 2');
  clock.advance(1_000);
  expect(now()).toMatchObject({ isPlaying: false, positionMs: 800, sequence: 3 });
  feed.play();
  expect(now().sequence).toBe(1);
});

test('it goes at the speed that is chosen, in the middle of playing too', () => {
  const { feed, clock, now } = openReplay(logAt(0, 60, 120, 180));
  feed.setSkipsIdle(false);
  feed.play();
  feed.setSpeed(10);
  clock.advance(3_200);
  expect(now().positionMs).toBeCloseTo(32_000);
  feed.setSpeed(0.5);
  clock.advance(1_600);
  expect(now().positionMs).toBeCloseTo(32_800);
  feed.setSpeed(50);
  clock.advance(800);
  expect(now()).toMatchObject({ sequence: 2 });
  expect(now().positionMs).toBeCloseTo(72_800);
});

test('speeds change by steps, and end at the slowest and the fastest', () => {
  const { feed, now } = openReplay(logAt(0, 1));
  feed.changeSpeed(-1);
  feed.changeSpeed(-1);
  expect(now().speed).toBe(0.5);
  for (let step = 0; step < 9; step += 1) feed.changeSpeed(1);
  expect(now().speed).toBe(50);
});

test('waits are skipped, and the moment stays when that is switched off', () => {
  const { feed, clock, now } = openReplay(logAt(0, 0.5, 600, 600.5));
  expect(now()).toMatchObject({ skipsIdle: true, durationMs: 2_000 });
  feed.play();
  clock.advance(1_600);
  expect(now()).toMatchObject({ sequence: 3 });
  feed.setSkipsIdle(false);
  expect(now()).toMatchObject({ sequence: 3, positionMs: 600_000, durationMs: 600_500 });
  feed.seek(500_000);
  feed.setSkipsIdle(true);
  expect(now()).toMatchObject({ sequence: 2, positionMs: 500 });
});

test('a pause lasts as long as it lasts', () => {
  const { feed, clock, now } = openReplay(logAt(0, 60, 120));
  feed.setSkipsIdle(false);
  feed.play();
  clock.advance(160);
  const before = now().positionMs;
  feed.pause();
  clock.advance(60_000);
  feed.play();
  clock.advance(160);
  expect(now().positionMs).toBeCloseTo(before + 160);
});

test('a step goes to the start of the turn before or after, a step by marks also to stops and redirects', async () => {
  const events = await tellRandomLog(11);
  const { feed, now } = openReplay(events);
  const places = (kind: 'turn' | 'mark') =>
    feed.tape.marks.filter((mark) => kind === 'mark' || mark.kind === 'turn').map(({ sequence }) => sequence);
  for (const kind of ['turn', 'mark'] as const) {
    feed.seekTo(1);
    const forward: number[] = [];
    while (now().sequence < events.length) {
      feed.step(1, kind);
      forward.push(now().sequence);
    }
    expect(forward).toEqual([...new Set([...places(kind), events.length])]);
  }
  const backward: number[] = [];
  while (now().sequence > 1) {
    feed.step(-1, 'mark');
    backward.push(now().sequence);
  }
  expect(backward).toEqual([...new Set([...places('mark').toReversed(), 1])].filter((one) => one < events.length));
});

test('a moment that is not loaded yet is asked for, and has its place in time once it is', async () => {
  const events = logAt(...Array.from({ length: 3_000 }, (_, index) => index * 0.5));
  const { feed, seen, asked, answer, now, clock } = openReplay(events, { loaded: 100, start: 3_000, isPoster: false });
  feed.seekTo(2_500);
  feed.seekTo(2_600);
  expect(asked).toEqual([2_500]);
  expect(now().sequence).toBe(2_600);
  await answer();
  expect(asked).toEqual([2_500, 2_600]);
  expect(seen.state.title).toBe('Title 3000');
  await answer();
  expect(seen.state.title).toBe('Title 2600');
  feed.grow(events);
  feed.loading('done');
  expect(now()).toMatchObject({ sequence: 2_600, positionMs: 2_599 * 500 });
  feed.play();
  clock.advance(1_008);
  expect(seen.state.title).toBe('Title 2602');
});

test('what the server cannot give is shown once it is known here', async () => {
  const events = logAt(...Array.from({ length: 6_000 }, (_, index) => index * 0.1));
  const { feed, seen, clock } = openReplay(events, { start: 1 });
  feed.seekTo(5_900);
  expect(seen.state.title).toBe('Title 1');
  clock.advance(2_000);
  expect(seen.state.title).toBe('Title 5900');
});

test('at the end of a session that goes on it waits for what comes, and then ends with it', () => {
  const { feed, clock, seen, now, setGrowing, add } = openReplay(logAt(0, 0.1));
  setGrowing(true);
  feed.play();
  clock.advance(500);
  expect(now()).toMatchObject({ isPlaying: true, sequence: 2 });
  add({ type: 'session-renamed', title: 'More', sequence: 3, atMs: 5_900 });
  expect(now()).toMatchObject({ length: 3, durationMs: 900, sequence: 2 });
  clock.advance(816);
  expect(seen.state.title).toBe('More');
  setGrowing(false);
  clock.advance(16);
  expect(now()).toMatchObject({ isPlaying: false, sequence: 3 });
});

test('a long jump while playing is one leap, and a frame of playing is a few events', () => {
  const events = logAt(...Array.from({ length: 20_000 }, (_, index) => index * 0.0005));
  const { feed, clock, seen, now } = openReplay(events);
  feed.play();
  clock.advance(160);
  expect(seen).toMatchObject({ leaps: 1, events: now().sequence - 1 });
  feed.setSpeed(50);
  clock.advance(160);
  expect(seen.leaps).toBeGreaterThan(5);
  expect(seen.state.sequence).toBe(now().sequence);
});
