/**
 * How much happens along a tape, as an area of the height 1 over as many parts as there are. Roots, so that a quiet
 * stretch beside a loud one is still seen.
 */
export function densityPath(parts: readonly number[]): string {
  const most = Math.max(...parts);
  if (!(most > 0)) return '';
  const heights = parts.map((part) => Math.round(Math.sqrt(part / most) * 1_000) / 1_000);
  const steps = heights.map((height, index) => `V${round(1 - height)}H${index + 1}`);
  return `M0 1${steps.join('')}V1Z`;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
