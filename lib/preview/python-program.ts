/** A program of Python and what lies beside it. */
export interface PythonProgram {
  /** The session's path of the file that is run. */
  readonly entry: string;
  /** All of the session's files, by their paths: modules to import and texts to open. */
  readonly files: Readonly<Record<string, string>>;
  /** False while it is still being written: the interpreter gets ready, nothing runs. */
  readonly isWhole: boolean;
}
