import type { CompiledModule, ModulesProgram, ModulesSource } from '../modules-program.ts';
import type { Problem } from '../problem.ts';
import { compileAsset } from './compile-asset.ts';
import { type CompiledScript, compileScript, compileUnfinished, compileWithRest } from './compile-script.ts';
import type { FileOutcome } from './compiled-file.ts';
import { importsReact } from './find-imports.ts';
import { resolveImport } from './resolve-import.ts';

/** What became of a program. Without one it cannot be run: because of the problems, or because it is not worth it yet. */
export interface BuildOutcome {
  readonly program: ModulesProgram | null;
  readonly problems: readonly Problem[];
  /** Whether a module in it was cut back to something that runs. */
  readonly isCut: boolean;
}

/** Builds programs of modules. It keeps what it compiled, for the next form of the same program. */
export interface ProgramBuilder {
  build(source: ModulesSource): BuildOutcome;
}

/** After so many tries in vain a file that is written anew is taken for another program than the one that stood there. */
const mostVainTries = 6;

export function createProgramBuilder(nowMs: () => number): ProgramBuilder {
  /** By module, what was compiled last and from what. */
  const kept = new Map<string, { readonly key: string; readonly outcome: FileOutcome }>();
  let vainTries = 0;

  function compile(id: string, path: string, text: string, source: ModulesSource): FileOutcome {
    if (!isScriptPath(path) && id === path) return compileAsset(id, path, text, source.files);
    if (source.unfinished?.path !== path) {
      vainTries = source.unfinished ? vainTries : 0;
      const outcome = compileScript(path, text);
      return outcome.ok ? scriptFile(id, outcome.script, false) : outcome;
    }
    const { rest } = source.unfinished;
    if (rest.trim() === '') return scriptFile(id, compileUnfinished(path, text, nowMs), true);
    const whole = compileWithRest(path, text, rest);
    vainTries = whole ? 0 : vainTries + 1;
    if (whole || vainTries < mostVainTries || rest.length > text.length) return scriptFile(id, whole, false);
    return scriptFile(id, compileUnfinished(path, text, nowMs), true);
  }

  function compileKept(id: string, path: string, text: string, source: ModulesSource): FileOutcome {
    const { unfinished } = source;
    // A style sheet takes others in, so it is not known by its own text.
    const around = /\.css(?:\?style)?$/i.test(path) ? JSON.stringify(source.files) : '';
    const key = `${unfinished?.path === path ? `|${unfinished.rest}|` : ''}\n${around}\n${text}`;
    const known = kept.get(id);
    if (known?.key === key) return known.outcome;
    const outcome = compile(id, path, text, source);
    kept.set(id, { key, outcome });
    return outcome;
  }

  return {
    build(source) {
      const hasFile = (path: string) => Object.hasOwn(source.files, path);
      const problems: Problem[] = [];
      const modules = new Map<string, CompiledModule>();
      const packages = new Set<string>();
      const waiting = source.entries.map(({ id, path, text }) => ({
        id,
        path,
        text: text ?? source.files[path] ?? '',
      }));
      let isHeld = false;
      let isCut = false;

      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { id, path, text } = next;
        if (modules.has(id)) continue;
        const outcome = compileKept(id, path, text, source);
        if (!outcome.ok) {
          if (outcome.problem) problems.push(outcome.problem);
          isHeld = true;
          continue;
        }
        isCut ||= outcome.isCut === true;
        const imports: Record<string, string> = {};
        for (const specifier of outcome.file.imports) {
          const resolved = resolveImport(specifier, path, hasFile, source.importMap);
          if (resolved.kind === 'package') {
            imports[specifier] = resolved.specifier;
            if (!outcome.file.module.lazy.includes(specifier)) packages.add(resolved.specifier);
          } else if (resolved.kind === 'file') {
            const target = resolved.query === '' ? resolved.path : `${resolved.path}?${resolved.query}`;
            imports[specifier] = target;
            waiting.push({ id: target, path: target, text: source.files[resolved.path] ?? '' });
          } else if (source.isBeingWritten) {
            imports[specifier] = resolved.path;
            modules.set(resolved.path, { ...nothing, id: resolved.path });
          } else problems.push(missing(specifier, path, text));
        }
        modules.set(id, { ...outcome.file.module, imports });
      }

      if (isHeld || problems.length > 0) {
        return { program: null, problems: source.isBeingWritten ? [] : problems, isCut };
      }
      const program = {
        entries: source.entries.map(({ id }) => id),
        modules: [...modules.values()],
        packages: [...packages],
        isReact: isReact(source, packages),
        isBeingWritten: source.isBeingWritten,
        isPage: source.isPage,
      };
      return { program, problems: [], isCut };
    },
  };
}

/** Also while only its imports are written: what is imported and not used yet is in no package list. */
function isReact({ entries, files }: ModulesSource, packages: ReadonlySet<string>): boolean {
  const texts = [...Object.values(files), ...entries.map(({ text }) => text ?? '')];
  return [...packages].some((name) => /^react(?:-dom)?(?:\/|$)/.test(name)) || texts.some(importsReact);
}

const nothing = { kind: 'missing', code: '', isAsync: false, isRepeatable: true, imports: {}, lazy: [] } as const;

function isScriptPath(path: string): boolean {
  return /\.(?:tsx?|jsx?|mts|mjs|cjs)$/i.test(path);
}

function scriptFile(id: string, script: CompiledScript | null, isCut: boolean): FileOutcome {
  if (!script) return { ok: false, problem: null };
  const { imports, ...rest } = script;
  return { ok: true, file: { module: { id, kind: 'script', ...rest }, imports }, isCut };
}

function missing(specifier: string, path: string, text: string): Problem {
  const at = Math.max(text.indexOf(`'${specifier}'`), text.indexOf(`"${specifier}"`));
  const before = text.slice(0, Math.max(0, at)).split('\n');
  return {
    kind: 'compile',
    message: `There is no file “${specifier}” here, which ${path} imports`,
    path,
    line: at === -1 ? null : before.length,
    column: at === -1 ? null : (before.at(-1)?.length ?? 0) + 1,
  };
}
