/**
 * How much happens along a tape, as an area of the height 1 over as many parts as there are. Roots, so that a quiet
 * stretch beside a loud one is still seen; and each part with its neighbours, so that a short tape is no picket fence.
 */
export function densityPath(parts: readonly number[]): string {
  const roots = parts.map(Math.sqrt);
  const soft = roots.map((root, at) => (root * 2 + (roots[at - 1] ?? root) + (roots[at + 1] ?? root)) / 4);
  const most = Math.max(...soft);
  if (!(most > 0)) return '';
  const heights = soft.map((height) => height / most);
  const steps = heights.map((height, index) => `V${round(1 - height)}H${index + 1}`);
  return `M0 1${steps.join('')}V1Z`;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
