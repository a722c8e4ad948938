/** Runs the work of each key in the order in which it came, one piece at a time. */
export function createTurns(): <Value>(key: string, work: () => Promise<Value>) => Promise<Value> {
  const lastByKey = new Map<string, Promise<unknown>>();

  return async (key, work) => {
    const before = lastByKey.get(key);
    const own = before ? before.then(work, work) : work();
    lastByKey.set(key, own);
    try {
      return await own;
    } finally {
      if (lastByKey.get(key) === own) lastByKey.delete(key);
    }
  };
}
