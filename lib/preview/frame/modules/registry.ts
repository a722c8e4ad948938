import type { CompiledModule, ModulesProgram } from '../../modules-program.ts';
import type { ModuleBody } from './define-module.ts';
import { holes, type Namespace } from './namespace.ts';

/** What the registry knows of React's components, if the program has any. */
export interface Refresh {
  register(component: unknown, id: string): void;
  sign(component: unknown, key: string, ownHooks: () => unknown[]): void;
  isComponent(value: unknown): boolean;
}

export interface RegistryOptions {
  readonly refresh: () => Refresh | null;
  /** A loaded package. */
  readonly getPackage: (specifier: string) => Namespace;
  /** Loads a package while the program runs. */
  readonly loadPackage: (specifier: string) => Promise<Namespace>;
  readonly define: (code: string, id: string, isAsync: boolean) => ModuleBody;
  /** The component that is shown when the program shows none itself. */
  readonly onCandidate: (id: string, component: unknown) => void;
}

/** The modules of a frame, as they were run. */
export interface Registry {
  /**
   * Runs what is new or changed in a program, and what depends on that. When something throws, everything is as it was
   * before, but for what the modules did to the document.
   */
  update(program: ModulesProgram): Promise<void>;
  exportsOf(id: string): Namespace;
}

interface Instance {
  compiled: CompiledModule;
  /** The same object in every run, so that whoever has it sees what is new. */
  exports: Namespace;
  hasRun: boolean;
}

export function createRegistry(options: RegistryOptions): Registry {
  let instances = new Map<string, Instance>();

  function requireFrom(compiled: CompiledModule, specifier: string): Namespace {
    const target = compiled.imports[specifier];
    if (target === undefined) throw new Error(`“${specifier}” is not known here`);
    const instance = instances.get(target);
    return instance ? instance.exports : options.getPackage(target);
  }

  async function importFrom(compiled: CompiledModule, value: unknown): Promise<Namespace> {
    const specifier = String(value);
    const target = compiled.imports[specifier] ?? specifier;
    const instance = instances.get(target);
    if (!instance) return options.loadPackage(target);
    for (const id of postOrder([target], instances)) await runOnce(id);
    return instance.exports;
  }

  async function runOnce(id: string): Promise<void> {
    const instance = instances.get(id);
    if (instance && !instance.hasRun) await run(instance);
  }

  async function run(instance: Instance): Promise<void> {
    const { compiled } = instance;
    instance.hasRun = true;
    if (compiled.kind !== 'script') return;
    clear(instance.exports);
    const { id } = compiled;
    const refresh = options.refresh();
    const module = { exports: instance.exports };
    const body = options.define(compiled.code, id, compiled.isAsync);
    const result = body((specifier) => requireFrom(compiled, specifier), instance.exports, module, {
      register: (component, name) => refresh?.register(component, `${id} ${name}`),
      sign: (component, key, ownHooks) => refresh?.sign(component, key, ownHooks),
      candidate: (component) => options.onCandidate(id, component),
      import: (specifier) => importFrom(compiled, specifier),
    });
    if (compiled.isAsync) await result;
    if (module.exports !== instance.exports) instance.exports = module.exports;
    // What is exported without a name has none of its own to be registered under.
    if (!refresh) return;
    for (const [name, value] of Object.entries(instance.exports)) {
      if (refresh.isComponent(value)) refresh.register(value, `${id} export ${name}`);
    }
  }

  return {
    async update(program) {
      const before = instances;
      instances = new Map(
        program.modules.map((compiled) => [compiled.id, instanceFor(compiled, before.get(compiled.id))]),
      );
      const kept = new Map([...instances.values()].map((instance) => [instance, { ...instance.exports }]));
      const wanted = outdated(instances, before, options.refresh());
      try {
        for (const id of wanted) {
          const instance = instances.get(id);
          if (instance) instance.hasRun = false;
        }
        for (const id of postOrder(program.entries, instances)) if (wanted.has(id)) await runOnce(id);
      } catch (error) {
        for (const [instance, exports] of kept) Object.assign(clear(instance.exports), exports);
        instances = before;
        throw error;
      }
    },
    exportsOf: (id) => instances.get(id)?.exports ?? {},
  };
}

function instanceFor(compiled: CompiledModule, before: Instance | undefined): Instance {
  if (compiled.kind === 'missing') return { compiled, exports: holes, hasRun: true };
  const exports = before && before.exports !== holes ? before.exports : {};
  return { compiled, exports, hasRun: before?.hasRun ?? false };
}

/**
 * The modules that must run: new ones, changed ones, those that never came to run, and whoever imports one of these, up to
 * modules of components alone: React exchanges those in place.
 */
function outdated(
  instances: ReadonlyMap<string, Instance>,
  before: ReadonlyMap<string, Instance>,
  refresh: Refresh | null,
): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const { compiled } of instances.values()) {
    for (const target of Object.values(compiled.imports)) {
      importers.set(target, [...(importers.get(target) ?? []), compiled.id]);
    }
  }
  const wanted = new Set<string>();
  for (const [id, { compiled }] of instances) {
    const old = before.get(id);
    if (!old?.hasRun || isOther(old.compiled, compiled)) wanted.add(id);
  }
  // A set goes on over what is added to it meanwhile.
  for (const id of wanted) {
    const instance = instances.get(id);
    if (instance?.compiled.kind === 'style' || (before.has(id) && isBoundary(instance, refresh))) continue;
    for (const importer of importers.get(id) ?? []) wanted.add(importer);
  }
  return wanted;
}

function isOther(a: CompiledModule, b: CompiledModule): boolean {
  return a.code !== b.code || a.kind !== b.kind || JSON.stringify(a.imports) !== JSON.stringify(b.imports);
}

function isBoundary(instance: Instance | undefined, refresh: Refresh | null): boolean {
  const values = Object.values(instance?.exports ?? {});
  return refresh !== null && values.length > 0 && values.every((value) => refresh.isComponent(value));
}

/** What the entries import, each after all that it imports itself; in circles, the one that was met first comes last. */
function postOrder(entries: readonly string[], instances: ReadonlyMap<string, Instance>): readonly string[] {
  const order: string[] = [];
  const met = new Set<string>();
  const visit = (id: string) => {
    const compiled = instances.get(id)?.compiled;
    if (!compiled || met.has(id)) return;
    met.add(id);
    for (const [specifier, target] of Object.entries(compiled.imports))
      if (!compiled.lazy.includes(specifier)) visit(target);
    order.push(id);
  };
  for (const entry of entries) visit(entry);
  return order;
}

function clear(exports: Namespace): Namespace {
  if (exports !== holes) for (const name of Object.keys(exports)) Reflect.deleteProperty(exports, name);
  return exports;
}
