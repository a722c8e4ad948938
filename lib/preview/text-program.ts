/** A document that an engine shows as it stands: Markdown, JSON, a drawing. */
export interface TextProgram {
  readonly path: string;
  readonly text: string;
  /** False while it is being written: then it may end anywhere. */
  readonly isWhole: boolean;
  /** Other files of the session that it may show or lead to, by their paths. */
  readonly files: Readonly<Record<string, string>>;
}
