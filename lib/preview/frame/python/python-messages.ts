import type { Problem } from '../../problem.ts';
import type { PythonParts } from './python-parts.ts';
import type { OutputPiece } from './program-output.ts';
import type { PythonProgram } from '../../python-program.ts';

/** What the worker that Python runs in tells the frame. */
export type FromPython =
  | { readonly type: 'progress'; readonly note: string; readonly done: number | null }
  | { readonly type: 'ready' }
  | { readonly type: 'broken'; readonly message: string }
  | { readonly type: 'started'; readonly run: number }
  | ({ readonly type: 'text' } & OutputPiece)
  | { readonly type: 'ask' }
  | { readonly type: 'stage' }
  /** Steps of turtles, as JSON: `stage-step.ts` says what they are. */
  | { readonly type: 'draw'; readonly steps: string }
  | { readonly type: 'picture'; readonly png: ArrayBuffer }
  /** The program has done its work and only waits for clicks and keys. */
  | { readonly type: 'listening'; readonly isListening: boolean }
  | { readonly type: 'ended'; readonly run: number; readonly problem: Problem | null; readonly tookMs: number };

/** What the frame tells that worker. */
export type ToPython =
  /** The first one: what the interpreter is made of. */
  | { readonly type: 'start'; readonly parts: PythonParts }
  | { readonly type: 'run'; readonly run: number; readonly program: PythonProgram }
  | { readonly type: 'answer'; readonly text: string }
  /** Something happened on the turtles' canvas, as JSON: kind, key, and what else there is to say. */
  | { readonly type: 'event'; readonly event: string }
  /** Steps were taken in: more may come. */
  | { readonly type: 'drawn' }
  /** Ends a program that only listens. */
  | { readonly type: 'close' };

/** Where the worker finds what it needs. */
export interface PythonPlaces {
  /** `https://host/preview/` */
  readonly assets: string;
  /** Of Pyodide, below it. */
  readonly home: string;
  /** Where packages beyond the standard library come from; null: from nowhere. */
  readonly index: string | null;
}
