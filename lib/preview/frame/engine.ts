import type { ConsoleLevel } from '../console-messages.ts';
import type { RunState } from '../frame-messages.ts';
import type { Problem } from '../problem.ts';

/**
 * What runs one kind of program in the frame. Each is a module of its own, `engines/<name>.ts` with the engine as its
 * default export, loaded when it is first needed.
 */
export interface Engine {
  /**
   * Runs a program, or the next form of the one that runs. Called again only after it returned, or its promise settled,
   * or `tools.state` or `tools.painted` was called: until then the page holds further forms back.
   * The document is an empty one with a `body`, or, for the module scripts of a page, that page.
   */
  run(program: unknown, tools: EngineTools): void | Promise<void>;
  /** Ends what runs; the document stays. */
  stop?(): void;
  /** A line that the program asked for. */
  input?(text: string): void;
}

/** What an engine may use of the frame. */
export interface EngineTools {
  console(level: ConsoleLevel, values: readonly unknown[], place?: Place): void;
  problem(problem: Problem): void;
  state(state: RunState, more?: { readonly note?: string; readonly progress?: number }): void;
  /** Does something whose errors the engine tells itself: what reaches the window meanwhile is not told as well. */
  quietly<T>(work: () => T): T;
  /** Something can be seen: a new frame takes the place of the one before. */
  painted(): void;
  /** Where Flint's own files for frames are, with a slash at its end. */
  readonly assets: string;
  /** Where modules that Flint does not have come from, without a slash at its end; null when nothing may be fetched. */
  readonly moduleCdn: string | null;
  /** Where Python packages that Flint does not have come from, with a slash at its end; null when nothing may be fetched. */
  readonly pythonIndex: string | null;
}

/** Where in the session's files something was said. */
export interface Place {
  readonly path: string;
  readonly line: number | null;
}
