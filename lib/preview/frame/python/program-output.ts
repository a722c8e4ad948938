/** A piece of what a program wrote. `leftOut` lines before it were too many to be told. */
export interface OutputPiece {
  readonly text: string;
  readonly isError: boolean;
  readonly leftOut: number;
}

/** Passes on what a program writes, at once as long as that is not too much. */
export interface ProgramOutput {
  write(text: string, isError: boolean): void;
  /** Passes on what has waited long enough. To be called as often as can be while a program runs. */
  tick(): void;
  /** Passes on everything. */
  flush(): void;
}

const everyMs = 16;
/** After a piece that was cut, the next one takes so long: a flood must leave the page time for everything else. */
const floodEveryMs = 250;
const mostLines = 1_000;
const mostCharacters = 200_000;

/**
 * A program that only writes writes faster than any page can show, and hears nothing while it does. So what it writes is
 * gathered for some milliseconds, and of a flood only the last lines are told.
 */
export function createProgramOutput(tell: (piece: OutputPiece) => void, now: () => number): ProgramOutput {
  let waiting: string[] = [];
  let isError = false;
  let length = 0;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let pauseMs = everyMs;
  let leftOut = 0;

  function cut(): void {
    const lines = waiting.join('').split('\n');
    const kept = lines.slice(-mostLines).join('\n').slice(-mostCharacters);
    leftOut += Math.max(0, lines.length - mostLines);
    waiting = [kept];
    length = kept.length;
  }

  function flush(): void {
    if (waiting.length === 0) return;
    cut();
    pauseMs = leftOut > 0 ? floodEveryMs : everyMs;
    const [text = ''] = waiting;
    waiting = [];
    length = 0;
    toldAtMs = now();
    tell({ text, isError, leftOut });
    leftOut = 0;
  }

  return {
    write(text, isOfErrors) {
      if (isOfErrors !== isError) flush();
      isError = isOfErrors;
      waiting.push(text);
      length += text.length;
      if (length > 4 * mostCharacters) cut();
      if (now() - toldAtMs >= pauseMs) flush();
    },
    tick() {
      if (waiting.length > 0 && now() - toldAtMs >= pauseMs) flush();
    },
    flush,
  };
}
