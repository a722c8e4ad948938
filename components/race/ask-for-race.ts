import { createEmitter } from '../../lib/base/emitter.ts';

const asked = createEmitter<null>();

/** Somebody wants the next instruction to be raced: the choice of models opens. */
export function askForRace(): void {
  asked.emit(null);
}

/** Hears of it. Returns what ends it. */
export function listenToRaceAsked(listener: () => void): () => void {
  return asked.listen(listener);
}
