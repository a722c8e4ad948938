/** One kind of news, many listeners, called in the order they came. */
export interface Emitter<Value> {
  emit(value: Value): void;
  /** Adds a listener; the function returned removes it. */
  listen(listener: (value: Value) => void): () => void;
  readonly size: number;
}

/** Makes an emitter. A listener added or removed during `emit` counts from the next one on. */
export function createEmitter<Value>(): Emitter<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    emit(value) {
      for (const listener of [...listeners]) if (listeners.has(listener)) listener(value);
    },
    listen(listener) {
      const own = (value: Value) => listener(value);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    get size() {
      return listeners.size;
    },
  };
}
