/** A place in a file where a model writes, or wrote last. */
export interface WritingPlace {
  readonly fileId: string;
  readonly at: number;
  /** Whether the whole file is written anew: what stands behind the place was about to go. */
  readonly isRewriting: boolean;
}

/** Remembers where a run that did not come to its end left its file, for as long as nobody changed that file. */
export interface CutPlace {
  /** The model writes here. */
  writing(place: WritingPlace): void;
  /** The text of a file changed. Before `writing`, when a model changed it. */
  textChanged(fileId: string): void;
  /** A run ended; `isCut` when it was stopped or failed, and what it wrote stands. */
  runEnded(isCut: boolean): void;
  forget(): void;
  /** The place, or null when no file is cut. */
  now(): WritingPlace | null;
}

export function createCutPlace(): CutPlace {
  let last: WritingPlace | null = null;
  let cut: WritingPlace | null = null;
  return {
    writing(place) {
      last = place;
    },
    textChanged(fileId) {
      if (cut?.fileId === fileId) cut = null;
    },
    runEnded(isCut) {
      if (isCut && last) cut = last;
      last = null;
    },
    forget() {
      last = cut = null;
    },
    now: () => cut,
  };
}
