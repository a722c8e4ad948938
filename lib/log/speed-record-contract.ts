import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptAnswers, keptForMs, type SpeedRecord } from './speed-record.ts';

const nowMs = 1_800_000_000_000;

/** What every record of speeds must do, as tests. `open` gives an empty one; it is closed after each test. */
export function testSpeedRecord(
  name: string,
  open: () => Promise<{ readonly speeds: SpeedRecord; close(): Promise<void> }>,
): void {
  describe(`${name} as a record of speeds`, () => {
    let speeds: SpeedRecord;
    let close: () => Promise<void>;
    let atMs: number;

    beforeEach(async () => {
      ({ speeds, close } = await open());
      atMs = nowMs;
    });
    afterEach(() => close());

    const note = (model: string, tokensPerSecond: number, firstTokenMs = 100) =>
      speeds.note(model, { tokensPerSecond, firstTokenMs }, atMs++);

    test('nothing is known before a model has answered', async () => {
      expect([...(await speeds.all())]).toEqual([]);
    });

    test('a model’s speed is the median of its answers, each number by itself', async () => {
      await note('openai/spark', 1_000, 90);
      await note('openai/spark', 20, 4_000);
      await note('openai/spark', 1_100, 80);
      await note('cerebras/glm', 700, 60);
      const all = await speeds.all();
      expect(all.get('openai/spark')).toEqual({ tokensPerSecond: 1_000, firstTokenMs: 90, answers: 3 });
      expect(all.get('cerebras/glm')).toEqual({ tokensPerSecond: 700, firstTokenMs: 60, answers: 1 });
    });

    test('only the last answers count, so that a model which has become faster is soon seen to be', async () => {
      for (let answer = 0; answer < 30; answer++) await note('a/slow', 10);
      for (let answer = 0; answer < keptAnswers; answer++) await note('a/slow', 1_000);
      await note('b/other', 50);
      expect((await speeds.all()).get('a/slow')).toEqual({
        tokensPerSecond: 1_000,
        firstTokenMs: 100,
        answers: keptAnswers,
      });
      expect((await speeds.all()).get('b/other')?.answers).toBe(1);
    });

    test('what was seen long ago is forgotten, of whichever model', async () => {
      await note('a/old', 10);
      atMs += keptForMs;
      await note('b/new', 20);
      expect([...(await speeds.all()).keys()]).toEqual(['b/new']);
    });

    test('answers of the same moment all count', async () => {
      const seen = { tokensPerSecond: 100, firstTokenMs: 10 };
      await Promise.all([1, 2, 3].map(() => speeds.note('a/m', seen, nowMs)));
      expect((await speeds.all()).get('a/m')?.answers).toBe(3);
    });
  });
}
