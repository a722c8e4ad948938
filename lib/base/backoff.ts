/**
 * How long to wait before try number `attempt` (0 is the first retry), in milliseconds: doubling from `firstMs`
 * to `mostMs`, then spread over the upper half so that many clients do not come back in one wave.
 */
export function backoffMs(
  attempt: number,
  {
    firstMs = 250,
    mostMs = 10_000,
    random = Math.random,
  }: { firstMs?: number; mostMs?: number; random?: () => number } = {},
): number {
  const ceilingMs = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30));
  return ceilingMs / 2 + (ceilingMs / 2) * random();
}
