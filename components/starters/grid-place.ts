/** Where a card stands in the window. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

/**
 * Which card an arrow key leads to from one of them; null when the key is no arrow or nothing lies that way. Up and down
 * keep to the column as far as the rows go.
 */
export function cardAfterKey(places: readonly Place[], at: number, key: string): number | null {
  const here = places[at];
  if (!here) return null;
  const inRow = (top: number) => places.flatMap((place, index) => (place.top === top ? [index] : []));
  const tops = [...new Set(places.map(({ top }) => top))].toSorted((a, b) => a - b);
  switch (key) {
    case 'ArrowRight':
      return at + 1 < places.length ? at + 1 : null;
    case 'ArrowLeft':
      return at > 0 ? at - 1 : null;
    case 'Home':
      return 0;
    case 'End':
      return places.length - 1;
    case 'ArrowUp':
    case 'ArrowDown': {
      const top = tops[tops.indexOf(here.top) + (key === 'ArrowDown' ? 1 : -1)];
      if (top === undefined) return null;
      const row = inRow(top);
      return row[Math.min(inRow(here.top).indexOf(at), row.length - 1)] ?? null;
    }
    default:
      return null;
  }
}
