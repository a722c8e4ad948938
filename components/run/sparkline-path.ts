/** The run's speed over the last ten seconds, as a line. For the eye only: the number stands beside it. */
export function sparklinePath(
  samples: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): string {
  if (samples.length < 2) return '';
  const most = Math.max(...samples, 1);
  const step = width / (samples.length - 1);
  return samples
    .map(
      (sample, index) =>
        `${index === 0 ? 'M' : 'L'}${round(index * step)} ${round(height - (sample / most) * (height - 2) - 1)}`,
    )
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
