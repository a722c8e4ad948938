const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `1,024`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** Milliseconds for people: `85 ms`, `0.42 s`, `3.1 s`, `1 min 5 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 100) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
