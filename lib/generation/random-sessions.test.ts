import { test } from 'vitest';
import { playRandomSession } from './random-session-story.ts';

test('1,000 seeded sessions of two people and a model, with every command at any moment, keep what a session promises', async () => {
  for (let seed = 1; seed <= 1_000; seed++) {
    try {
      await playRandomSession({ seed, processes: 1 });
    } catch (error) {
      throw new Error(`Seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}, 120_000);
