import { expect, test } from 'vitest';
import { createRunProgress } from './run-progress.ts';

test('the speed is that of the last second, once there is enough to say', () => {
  const progress = createRunProgress('run', 0, 0);
  progress.count(100, 100);
  expect(progress.view(200).tokensPerSecond).toBeNull();
  for (let tick = 1; tick <= 20; tick++) progress.count(tick * 250, tick * 250);
  expect(progress.view(5_000).tokensPerSecond).toBe(1_000);
});

test('while nothing comes the speed falls to nothing', () => {
  const progress = createRunProgress('run', 0, 0);
  for (let tick = 1; tick <= 8; tick++) progress.count(tick * 250, tick * 250);
  expect(progress.view(4_000).tokensPerSecond).toBe(0);
  expect(progress.view(4_000).tokens).toBe(2_000);
});

test('before an attempt writes there is no speed, and its wait does not count as slow writing', () => {
  const progress = createRunProgress('run', 0, 0);
  expect(progress.view(3_000)).toMatchObject({ tokensPerSecond: null, samples: [] });
  for (let tick = 12; tick <= 16; tick++) progress.count((tick - 11) * 250, tick * 250);
  expect(progress.view(4_000).tokensPerSecond).toBe(1_000);
  progress.attemptStarted(4_100);
  expect(progress.view(9_000)).toMatchObject({ tokens: 1_250, tokensPerSecond: null });
  for (let tick = 36; tick <= 40; tick++) progress.count(1_250 + (tick - 35) * 250, tick * 250);
  expect(progress.view(10_000).tokensPerSecond).toBe(1_000);
});

test('as many samples are kept as the sparkline shows, also after a long sleep', () => {
  const progress = createRunProgress('run', 0, 0);
  progress.count(1_000, 250);
  expect(progress.view(3_600_000).samples.length).toBeLessThanOrEqual(40);
});

test('the time to the first token is the first one told', () => {
  const progress = createRunProgress('run', 0, 0);
  progress.firstToken(12);
  progress.firstToken(900);
  expect(progress.view(0).timeToFirstTokenMs).toBe(12);
});
