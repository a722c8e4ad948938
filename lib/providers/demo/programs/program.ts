/** A value that a follow-up can change: a CSS custom property, or a constant of the same name in capitals. */
export type DemoParameter =
  | {
      readonly kind: 'number';
      /** As it stands in the file, `--count`; in a script `COUNT`. */
      readonly property: `--${string}`;
      /** Words that name it: `balls`, `stars`. */
      readonly words: readonly string[];
      readonly least: number;
      readonly most: number;
      readonly isWhole?: boolean;
    }
  | {
      readonly kind: 'colour';
      readonly property: `--${string}`;
      readonly words: readonly string[];
    };

/** A prepared program: real files, and what can be said about it. */
export interface DemoProgram {
  /** A kebab-case word; the files carry it in their marker, `Flint Demo: <id>`. */
  readonly id: string;
  readonly title: string;
  /** What it is, to go on from "I wrote": `a game of snake`. */
  readonly summary: string;
  /** Words and phrases that ask for it. A weight of 3 and more names it; less only hints at it. */
  readonly keywords: Readonly<Record<string, number>>;
  /** By path, in the order they are written. */
  readonly files: Readonly<Record<string, string>>;
  readonly parameters: readonly DemoParameter[];
}
