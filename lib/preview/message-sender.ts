/** A window as far as one may look into a stranger's. */
interface AnyWindow {
  readonly parent: AnyWindow;
}

/** The frame of ours that a message came out of. */
export interface MessageSender {
  /** The window of a frame that stands in our own document. */
  readonly child: unknown;
  /** Whether it was sent by a frame somewhere within that one. */
  readonly isNested: boolean;
}

const deepest = 50;

/** Finds out of which frame of our document a message came; null when it came from elsewhere. */
export function senderOf(source: unknown, own: unknown): MessageSender | null {
  if (typeof source !== 'object' || source === null || !('parent' in source)) return null;
  let child = source as AnyWindow;
  for (let depth = 0; depth < deepest; depth += 1) {
    const { parent } = child;
    if (parent === child || !parent) return null;
    if (parent === own) return { child, isNested: child !== source };
    child = parent;
  }
  return null;
}
