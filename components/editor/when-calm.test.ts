import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { whenCalm } from './when-calm.ts';

const calmMs = 2_000;
const pauseMs = 300;

describe('waiting for a calm moment', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function begin() {
    const story = { busy: false, acts: 0 };
    const calm = whenCalm({ calmMs, pauseMs, isBusy: () => story.busy, act: () => story.acts++ });
    return { story, calm };
  }

  test('it acts once, after nothing has gone on for the whole time', () => {
    const { story } = begin();
    vi.advanceTimersByTime(calmMs - 1);
    expect(story.acts).toBe(0);
    vi.advanceTimersByTime(10 * calmMs);
    expect(story.acts).toBe(1);
  });

  test('a disturbance begins the wait anew', () => {
    const { story, calm } = begin();
    vi.advanceTimersByTime(calmMs - 1);
    calm.disturb();
    vi.advanceTimersByTime(calmMs - 1);
    expect(story.acts).toBe(0);
    vi.advanceTimersByTime(1);
    expect(story.acts).toBe(1);
  });

  test('while something is busy it waits, and a whole calm time after it', () => {
    const { story } = begin();
    story.busy = true;
    vi.advanceTimersByTime(5 * calmMs);
    expect(story.acts).toBe(0);
    story.busy = false;
    vi.advanceTimersByTime(calmMs);
    expect(story.acts).toBe(1);
  });

  test('once it is wanted, a short pause is enough', () => {
    const { story, calm } = begin();
    for (let key = 0; key < 50; key++) {
      calm.wanted();
      vi.advanceTimersByTime(pauseMs - 1);
    }
    expect(story.acts).toBe(0);
    calm.disturb();
    vi.advanceTimersByTime(pauseMs - 1);
    expect(story.acts).toBe(0);
    vi.advanceTimersByTime(1);
    expect(story.acts).toBe(1);
    calm.wanted();
    vi.advanceTimersByTime(10 * calmMs);
    expect(story.acts).toBe(1);
  });

  test('wanted while something is busy, it comes with the first pause after that', () => {
    const { story, calm } = begin();
    story.busy = true;
    calm.wanted();
    vi.advanceTimersByTime(5 * calmMs);
    expect(story.acts).toBe(0);
    story.busy = false;
    vi.advanceTimersByTime(pauseMs);
    expect(story.acts).toBe(1);
  });

  test('cancelled, it never acts', () => {
    const { story, calm } = begin();
    calm.cancel();
    calm.wanted();
    vi.advanceTimersByTime(10 * calmMs);
    expect(story.acts).toBe(0);
  });
});
