import type { ModelProcess } from './model-process.ts';

/** What each part of the benchmark measures with: a model server and Flint, both in processes of their own. */
export interface Bench {
  readonly model: ModelProcess;
  readonly flintUrl: string;
  /** The server's process, to see what it uses. */
  readonly flintPid: number;
}
