/*
 * Programs of modules, as the planner, the compiler in its worker and the engine in the frame hand them on.
 */

/** A program as it stands in the session. */
export interface ModulesSource {
  /** Run in this order. */
  readonly entries: readonly ModuleEntry[];
  /** All files of the session that the program may use, by path. The file being written is cut at the pen. */
  readonly files: Readonly<Record<string, string>>;
  /** Of a page: what its import map says. */
  readonly importMap: Readonly<Record<string, string>>;
  /**
   * The file that a model writes now, when it is part of the program: in `files` it ends where the pen is. `rest` is what
   * stands behind the pen and was there before.
   */
  readonly unfinished: { readonly path: string; readonly rest: string } | null;
  /** Whether a model writes: the rest of the program may be missing. */
  readonly isBeingWritten: boolean;
  /** Whether it stands in a page, which is in the frame already. */
  readonly isPage: boolean;
}

/** A file, or a script that stands in a page. */
export interface ModuleEntry {
  /** The session's path; of a script in a page the page's, followed by `#` and its number. */
  readonly id: string;
  readonly path: string;
  /** Of a script in a page: its text, preceded by so many line ends that its lines are the page's. */
  readonly text: string | null;
}

/** A program ready for the engine. */
export interface ModulesProgram {
  readonly entries: readonly string[];
  readonly modules: readonly CompiledModule[];
  /** What is imported and is no file of the session: package names with their paths, and addresses. */
  readonly packages: readonly string[];
  /** Whether it is written for React, also where nothing of it is used yet. */
  readonly isReact: boolean;
  readonly isBeingWritten: boolean;
  /** Whether it stands in a page that is there already. */
  readonly isPage: boolean;
}

export interface CompiledModule {
  readonly id: string;
  readonly kind: 'script' | 'style' | 'missing';
  /** Of a script the body of a function of `require`, `exports` and `module`; of a style sheet its text. */
  readonly code: string;
  /** Whether it awaits something before it is there. */
  readonly isAsync: boolean;
  /** Whether it may run a second time in the same document. */
  readonly isRepeatable: boolean;
  /** What its imports mean, by what stands in it: another module's id, a package or an address. */
  readonly imports: Readonly<Record<string, string>>;
  /** Those of its imports that it asks for only while it runs, with `import()`. */
  readonly lazy: readonly string[];
}
