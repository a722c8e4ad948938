import { emptyChange, replaceRange, type Change, type Text } from './change.ts';

/**
 * How one writer goes on writing without knowing of the others. It thinks in its own copy, which holds the text as it
 * first saw it and its own changes since; all that others did meanwhile is kept beside it. So it can delete only what
 * its own copy has: what others typed inside a range that it replaces survives.
 */
export interface ConcurrentPen {
  /** The writer's own copy. */
  readonly text: Text;
  /** Leads from the own copy to the current text. */
  readonly others: Change;
}

/** Starts with a copy of the current text. */
export function createPen(text: Text): ConcurrentPen {
  return { text, others: emptyChange(text.length) };
}

/**
 * The writer changes its copy; `change` is what that means for the current text, to be ordered before anything else.
 * What the writer inserts stands before what others typed at the same place, so that neither is cut in two by the next
 * insert. The cost grows with the change and with the number of places that others touched, not with the text.
 */
export function penChange(
  pen: ConcurrentPen,
  changeInCopy: Change,
): { readonly pen: ConcurrentPen; readonly change: Change } {
  return {
    pen: { text: changeInCopy.apply(pen.text), others: pen.others.map(changeInCopy) },
    change: changeInCopy.map(pen.others, true),
  };
}

/** Somebody else changed the current text. */
export function afterOtherChange(pen: ConcurrentPen, change: Change): ConcurrentPen {
  return { ...pen, others: pen.others.compose(change) };
}

/** Where in the current text the writer's next insert at this offset of its copy would begin. */
export function penPosition(pen: ConcurrentPen, atInCopy: number): number {
  // Mapped as an insert is, not as a position: the two differ inside a range that others replaced.
  const probe = replaceRange(pen.text.length, atInCopy, atInCopy, '|').map(pen.others, true);
  let position = 0;
  probe.iterChangedRanges((from) => {
    position = from;
  });
  return position;
}

/**
 * Whether others deleted all of this range of the writer's copy and more beside it: then the place it was writing in
 * is gone. An empty range is gone when the text on both sides of it is. Others' deletions count whatever they typed instead.
 */
export function othersDeletedAround(pen: ConcurrentPen, fromInCopy: number, toInCopy: number): boolean {
  let isGone = false;
  pen.others.iterChangedRanges((from, to) => {
    if (from > fromInCopy || to < toInCopy || from === to) return;
    const goesBeyond =
      fromInCopy === toInCopy ? from < fromInCopy && to > toInCopy : from < fromInCopy || to > toInCopy;
    if (goesBeyond || (from === 0 && to === pen.text.length)) isGone = true;
  });
  return isGone;
}
