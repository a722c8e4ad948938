/** The most that a session takes. Sizes are UTF-8 bytes where they say bytes, else UTF-16 code units. */
export const limits = {
  /** The body of a command that carries an edit. */
  editBytes: 64 * 1024,
  /** An instruction, of any kind. */
  instructionBytes: 32 * 1024,
  /** The message of a problem that is to be mended, and its stack. */
  problemLength: 4_000,
  fileBytes: 512 * 1024,
  sessionBytes: 25 * 1024 * 1024,
  files: 200,
  /** With the deleted ones, which are kept so that they can come back. */
  filesEver: 2_000,
  pathLength: 200,
  titleLength: 120,
  fewestRacers: 2,
  mostRacers: 4,
} as const;
