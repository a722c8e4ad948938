import { transform, type Transform } from 'sucrase';
import type { Problem } from '../problem.ts';
import { closeUnfinished } from './close-unfinished.ts';
import { type ModuleFacts, readModule } from './read-module.ts';

/** A script as the body of a function of `require`, `exports`, `module` and `$flint`, which the engine gives it. */
export interface CompiledScript {
  readonly code: string;
  readonly isAsync: boolean;
  readonly isRepeatable: boolean;
  /** What it imports, as it stands in it, and what of that only while it runs. */
  readonly imports: readonly string[];
  readonly lazy: readonly string[];
}

export type ScriptOutcome =
  | { readonly ok: true; readonly script: CompiledScript }
  | { readonly ok: false; readonly problem: Problem };

/** Compiles a script that is whole. Lines stay where they are. */
export function compileScript(path: string, text: string): ScriptOutcome {
  return compile(path, text, false);
}

/** How long the best form of an unfinished script is looked for. */
const patienceMs = 60;

/**
 * Compiles as much of a script that is still being written as can run; null when nothing of it can. Never a problem: what
 * is wrong now may be right with the next word.
 */
export function compileUnfinished(path: string, text: string, nowMs: () => number): CompiledScript | null {
  const startMs = nowMs();
  for (const closed of closeUnfinished(text, { jsx: languageOf(path).jsx })) {
    if (closed.trim() === '') return null;
    const outcome = compile(path, closed, true);
    if (outcome.ok) return outcome.script;
    if (nowMs() - startMs > patienceMs) return null;
  }
  return null;
}

/**
 * Compiles a script in which a model writes, with what stood behind the pen before: where the two agree it is whole. The
 * pen's own line is left out until it is complete. Null when it cannot run.
 */
export function compileWithRest(path: string, text: string, rest: string): CompiledScript | null {
  const outcome = compile(path, text.slice(0, text.lastIndexOf('\n') + 1) + rest, true);
  return outcome.ok ? outcome.script : null;
}

function languageOf(path: string): { readonly jsx: boolean; readonly typescript: boolean } {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  // A script in a page has the page's ending, and may be written as people write for a build step.
  return { jsx: ending !== 'ts' && ending !== 'mts', typescript: !/^(?:js|mjs|cjs|jsx)$/.test(ending) };
}

function compile(path: string, text: string, isUnfinished: boolean): ScriptOutcome {
  const { jsx, typescript } = languageOf(path);
  try {
    const facts = readModule(text, { jsx, typescript, isUnfinished });
    const transforms: Transform[] = [
      'imports',
      ...(jsx ? ['jsx' as const] : []),
      ...(typescript ? ['typescript' as const] : []),
    ];
    const { code } = transform(facts.text, {
      transforms,
      jsxRuntime: 'automatic',
      production: true,
      preserveDynamicImport: true,
      disableESTransforms: true,
    });
    return check(path, code, facts);
  } catch (error) {
    return { ok: false, problem: problemOf(path, text, error) };
  }
}

/** Sucrase takes much for right that no browser does. */
function check(path: string, code: string, { isRepeatable }: ModuleFacts): ScriptOutcome {
  const eager = namesIn(code, /\brequire\((["'])([^"'\n]+)\1\)/g);
  const lazy = namesIn(code, /\$flint\.import\(\s*(["'])([^"'\n]+)\1\s*\)/g).filter((name) => !eager.includes(name));
  const imports = [...eager, ...lazy];
  const found = { code, isRepeatable, imports, lazy };
  try {
    // Made and never called: its body is read, and nothing of it runs.
    // oxlint-disable-next-line typescript/no-implied-eval
    new Function('require', 'exports', 'module', '$flint', code);
    return { ok: true, script: { ...found, isAsync: false } };
  } catch (error) {
    if (/\bawait\b/.test(code) && isReadable(code)) return { ok: true, script: { ...found, isAsync: true } };
    return { ok: false, problem: { ...nowhere(path), message: messageOf(error) } };
  }
}

function namesIn(code: string, pattern: RegExp): readonly string[] {
  return [...new Set([...code.matchAll(pattern)].map((match) => match[2] ?? ''))];
}

type FunctionMaker = new (...parts: string[]) => (...values: unknown[]) => Promise<unknown>;
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionMaker;

function isReadable(code: string): boolean {
  try {
    return new AsyncFunction('require', 'exports', 'module', '$flint', code) instanceof Function;
  } catch {
    return false;
  }
}

function problemOf(path: string, text: string, error: unknown): Problem {
  const place = typeof error === 'object' && error !== null && 'loc' in error ? error.loc : null;
  const { line, column } = (place ?? {}) as { readonly line?: number; readonly column?: number };
  const last = text.split('\n').length;
  return {
    ...nowhere(path),
    message: messageOf(error).replace(/\s*\(\d+:\d+\)$/, ''),
    line: typeof line === 'number' ? Math.min(line, last) : null,
    column: typeof column === 'number' && (line ?? 0) <= last ? column : null,
  };
}

function nowhere(path: string): Problem {
  return { kind: 'compile', message: '', path, line: null, column: null };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
