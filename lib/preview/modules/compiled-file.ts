import type { CompiledModule } from '../modules-program.ts';
import type { Problem } from '../problem.ts';

/** A module before its imports are resolved. */
export interface CompiledFile {
  readonly module: Omit<CompiledModule, 'imports'>;
  /** What it imports, as it stands in it; `module.lazy` among them. */
  readonly imports: readonly string[];
}

/** What became of a file; without a problem when it is only not worth running yet. */
export type FileOutcome =
  | { readonly ok: true; readonly file: CompiledFile; readonly isCut?: boolean }
  | { readonly ok: false; readonly problem: Problem | null };
