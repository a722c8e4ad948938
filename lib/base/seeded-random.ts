/** Random numbers that come out the same for the same seed. For tests and simulations, never for secrets. */
export interface SeededRandom {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). `below` is at least 1. */
  integer(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the values. Throws a RangeError when there are none. */
  pick<Value>(values: readonly Value[]): Value;
}

/** Starts a sequence from a 32-bit seed (the mulberry32 generator). */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number) => Math.floor(next() * below);
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick<Value>(values: readonly Value[]): Value {
      if (values.length === 0) throw new RangeError('There is nothing to pick from');
      return values[integer(values.length)] as Value;
    },
  };
}
