/** The value below which this share of the samples lies, from 0 to 1. NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** `p50 / p99` in milliseconds. */
export function halfAndMost(samples: readonly number[]): string {
  return `${milliseconds(quantile(samples, 0.5))} / ${milliseconds(quantile(samples, 0.99))}`;
}

export function milliseconds(value: number): string {
  if (Number.isNaN(value)) return 'none';
  return `${Math.abs(value) < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
