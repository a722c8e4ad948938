import type { ModulesProgram } from '../../modules-program.ts';
import { vendorModule } from '../../vendor-packages.ts';
import type { EngineTools } from '../engine.ts';
import { defineModule } from './define-module.ts';
import { type Namespace, withAllIcons, wrapNamespace } from './namespace.ts';
import { createPackages, PackageError } from './packages.ts';
import { problemOf } from './problem-of.ts';
import type { ReactParts } from './react-parts.ts';
import { createRegistry, type Refresh } from './registry.ts';
import { createRoots, type Roots } from './roots.ts';
import { placeStyles, usesTailwind } from './styles.ts';

/** A program of modules in this frame, in all its forms. */
export interface ModulesRun {
  /** Runs the program's next form. Resolves when it runs, or when it is known that it does not. */
  update(program: ModulesProgram, tools: EngineTools): Promise<void>;
}

export function createModulesRun(first: EngineTools): ModulesRun {
  let tools = first;
  let parts: ReactParts | null = null;
  let roots: Roots | null = null;
  let refresh: Refresh | null = null;
  let isQuiet = false;
  let isFetching = false;
  let candidate: { readonly id: string; readonly component: unknown } | null = null;
  /** Whether what is shown was mounted here, because the program does not do so itself. */
  let hasMounted = false;

  const packages = createPackages({
    assets: first.assets,
    moduleCdn: first.moduleCdn,
    onFetching(name) {
      isFetching = true;
      tools.state('loading', { note: name });
    },
    dress,
  });
  const registry = createRegistry({
    refresh: () => refresh,
    getPackage: packages.get,
    async loadPackage(specifier) {
      await packages.load([specifier]);
      return packages.get(specifier);
    },
    define: (code, id, isAsync) => tools.quietly(() => defineModule(code, id, isAsync)),
    onCandidate(id, component) {
      candidate = { id, component };
    },
  });

  muffle(() => isQuiet);

  /** React's own modules, with roots that outlive a change of the program. */
  function dress(specifier: string, namespace: Namespace): Namespace {
    const root = (container: Element, options?: object) => (roots as Roots).createRoot(container, options);
    const hydrate = (container: Element, element: unknown) => {
      container.replaceChildren();
      const made = root(container);
      made.render(element);
      return made;
    };
    const render = (element: unknown, container: Element) => root(container).render(element);
    if (specifier === 'react-dom/client') return replaced(namespace, { createRoot: root, hydrateRoot: hydrate });
    if (specifier === 'react-dom') return replaced(namespace, { createRoot: root, hydrateRoot: hydrate, render });
    if (specifier !== 'lucide-react') return namespace;
    return withAllIcons(namespace, (name) => {
      tools.console('warn', [`lucide-react has no icon “${name}” any more: a circle stands for it`]);
    });
  }

  async function loadReact(): Promise<void> {
    if (parts) return;
    // The refresh has to be there before React is: it listens to what React does.
    const module = (specifier: string) =>
      import(`${first.assets}vendor/${vendorModule(specifier)}`) as Promise<unknown>;
    const loaded = (await module('react-refresh/runtime')) as ReactParts['refresh'];
    loaded.injectIntoGlobalHook(window);
    const [react, dom, client] = await Promise.all([module('react'), module('react-dom'), module('react-dom/client')]);
    parts = { refresh: loaded, react, dom, client } as ReactParts;
    roots = createRoots(parts, (error) => {
      if (!isQuiet) tools.problem(problemOf(error));
    });
    refresh = {
      register(component, id) {
        if (loaded.isLikelyComponentType(component)) loaded.register(component, id);
      },
      sign(component, key, ownHooks) {
        if (typeof component === 'function' || typeof component === 'object') {
          loaded.setSignature(component, key, false, ownHooks);
        }
      },
      isComponent: loaded.isLikelyComponentType,
    };
  }

  function prepareDocument(): void {
    for (const id of ['root', 'app']) {
      if (document.getElementById(id)) continue;
      document.body.append(Object.assign(document.createElement('div'), { id }));
    }
  }

  /** Shows the program's own component, when it shows nothing itself. */
  function mount(program: ModulesProgram): void {
    if (!roots || !parts || program.isPage || (roots.isUsed() && !hasMounted)) return;
    const entry = program.entries.at(-1) ?? '';
    const exported = registry.exportsOf(entry)['default'];
    const shown = refresh?.isComponent(exported) ? exported : candidate?.id === entry ? candidate.component : null;
    const container = document.getElementById('root');
    if (shown === null || shown === undefined || !container) return;
    hasMounted = true;
    roots.createRoot(container).render(parts.react.createElement(shown));
  }

  async function attempt(program: ModulesProgram): Promise<void> {
    if (!program.isPage) prepareDocument();
    const needsReact = program.isReact || program.packages.some((specifier) => standsOnReact.test(specifier));
    await Promise.all([
      needsReact ? loadReact() : undefined,
      program.modules.some(({ kind, code }) => kind === 'style' && usesTailwind(code))
        ? packages.loadTailwind()
        : undefined,
    ]);
    await packages.load(program.packages);
    placeStyles(program.modules);
    candidate = null;
    await registry.update(program);
    mount(program);
    roots?.setBeingWritten(program.isBeingWritten);
    roots?.flush();
    const failure = roots?.failure();
    if (failure) throw failure.error;
  }

  return {
    async update(program, now) {
      tools = now;
      isQuiet = program.isBeingWritten;
      try {
        await attempt(program);
        // An empty beginning is no picture to take the place of the one before.
        if (!isQuiet || hasContent()) tools.painted();
        if (isFetching) tools.state('finished');
        isFetching = false;
      } catch (error) {
        if (isFetching) tools.state('finished');
        isFetching = false;
        if (isQuiet) return;
        tools.problem(
          error instanceof PackageError
            ? { ...problemOf(error), path: null, line: null, column: null }
            : problemOf(error),
        );
        // What it showed before it failed is better seen than not.
        if (hasContent()) tools.painted();
      }
    },
  };
}

const standsOnReact = /^(?:react|react-dom|motion|framer-motion|lucide-react)(?:[/@]|$)/;

function replaced(namespace: Namespace, own: Namespace): Namespace {
  const whole = { ...(namespace['default'] as object), ...own };
  return wrapNamespace({ ...namespace, ...own, default: whole });
}

/** Half-written programs complain of much that is only not there yet. */
function muffle(isQuiet: () => boolean): void {
  for (const level of ['error', 'warn'] as const) {
    const original = console[level];
    console[level] = (...values: unknown[]) => {
      if (!isQuiet()) original(...values);
    };
  }
}

function hasContent(): boolean {
  return (
    document.body.textContent.trim() !== '' || document.querySelector('canvas,svg,img,video,input,button') !== null
  );
}
