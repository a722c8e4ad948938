import { expect, test, vi } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { playRandomSession } from './random-session-story.ts';

/** More when it is asked for: `FLINT_SEEDS=1000 vitest run lib/generation/random-processes.test.ts`. */
const seeds = Number(process.env['FLINT_SEEDS'] ?? 150);

test.each([
  ['of two processes', { processes: 2 }],
  ['of three processes whose store is away now and then', { processes: 3, hasOutages: true }],
])(
  'seeded sessions %s, with people at each and every command at any moment, end the same everywhere with nothing lost',
  async (_what, options) => {
    for (let seed = 1; seed <= seeds; seed++) {
      // How long is waited before something is tried again is random too.
      vi.spyOn(Math, 'random').mockImplementation(createSeededRandom(seed).next);
      try {
        await playRandomSession({ seed, ...options });
      } catch (error) {
        throw new Error(`Seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
    expect(seeds).toBeGreaterThan(0);
  },
  60_000 + seeds * 600,
);
