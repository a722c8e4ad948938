import { createEmitter } from '../../lib/base/emitter.ts';

const asked = createEmitter<null>();

/** Asks the list of files to begin a new one. */
export function askForNewFile(): void {
  asked.emit(null);
}

/** Hears when a new file is asked for. Returns what ends it. */
export function listenForNewFile(listener: () => void): () => void {
  return asked.listen(listener);
}
