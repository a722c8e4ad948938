/** What the frame says around a program of Python. */
export const words = {
  starting: 'Starting Python',
  startingAgain: 'Starting Python again',
  beingWritten: 'Runs when it is written',
  running: 'Running',
  listening: 'Waits for clicks and keys',
  waiting: 'Waits for you',
  ended: (seconds: string) => `Ended after ${seconds}`,
  failed: (seconds: string) => `Failed after ${seconds}`,
  silent: 'The program ended without a word.',
  stopped: 'Stopped',
  stop: 'Stop',
  input: 'Answer to the program',
  output: 'Output of the program',
  drawing: 'Drawing of the program',
  figure: 'Figure',
  dropped: (count: number) => `${count} earlier lines are gone`,
  leftOut: (count: number) => `${count} lines were left out`,
  loading: (names: readonly string[]) =>
    names.length <= 3
      ? `Loading ${names.join(', ')}`
      : `Loading ${names.slice(0, 2).join(', ')} and ${names.length - 2} more`,
  unreachable: (name: string, index: string) =>
    `${name} is not part of Python's standard library, and could not be loaded from the package index at ${new URL(index).host}. Is it reachable from here?`,
  noIndex: (name: string) =>
    `${name} is not part of Python's standard library, and this Flint is set up to load no packages.`,
  broken: 'Python could not be started. Reload the preview to try again.',
};
