/** A loop that is later than this has more to do than it can. */
const strainedMs = 50;

/**
 * How long events are gathered before they go to those who only watch. Each of them costs a write: the more there are,
 * the fewer writes each gets. A server that cannot keep up gives them fewer still, so that those who write do not wait.
 */
export function crowdTickMs({ viewers, lagMs }: { readonly viewers: number; readonly lagMs: number }): number {
  if (viewers > 1_000 || (viewers > 30 && lagMs > strainedMs)) return 100;
  if (viewers > 500) return 50;
  return viewers > 30 ? 33 : 16;
}

/** The same for those who may edit: at once, as long as they are few. */
export function editorTickMs({ editors }: { readonly editors: number }): number {
  return editors > 16 ? 16 : 0;
}
