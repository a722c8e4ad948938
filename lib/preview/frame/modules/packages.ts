import { type Namespace, wrapNamespace } from './namespace.ts';
import { packageOf } from '../../package-names.ts';
import { vendorModule, vendorScript } from '../../vendor-packages.ts';

/** A package that a program imports and cannot get. Its message is for people. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

/** The packages of a frame, each loaded once. */
export interface Packages {
  /** Loads what is not there yet. Rejects with a `PackageError` that names the first that cannot be had. */
  load(specifiers: readonly string[]): Promise<void>;
  /** A loaded package, as CommonJS sees it. */
  get(specifier: string): Namespace;
  /** Tailwind, which reads the document's classes and makes their styles. */
  loadTailwind(): Promise<void>;
}

export interface PackagesOptions {
  readonly assets: string;
  readonly moduleCdn: string | null;
  /** Told when one comes from elsewhere: that may take a while. */
  readonly onFetching: (name: string) => void;
  /** What a program gets of a package instead of the package itself. */
  readonly dress: (specifier: string, namespace: Namespace) => Namespace;
}

export function createPackages({ assets, moduleCdn, onFetching, dress }: PackagesOptions): Packages {
  const loading = new Map<string, Promise<void>>();
  const loaded = new Map<string, Namespace>();
  const nothing = wrapNamespace({});

  async function loadOne(specifier: string): Promise<void> {
    const { name, specifier: plain, versioned } = packageOf(specifier);
    if (/^(?:@tailwindcss\/browser|tailwindcss)(?:\/|$)/.test(plain)) return loadTailwind();
    const own = vendorModule(plain);
    if (own === null && /\.css(?:\?|$)/i.test(plain)) return addStyleSheet(versioned ?? specifier, name);
    const address = own === null ? addressElsewhere(versioned ?? specifier, name) : `${assets}vendor/${own}`;
    if (own === null) onFetching(name);
    try {
      const namespace = (await import(address)) as Record<string, unknown>;
      loaded.set(specifier, dress(plain, wrapNamespace(namespace)));
    } catch (error) {
      if (own !== null) throw error;
      throw new PackageError(`“${name}” could not be fetched from ${hostOf(address)}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }

  function addressElsewhere(specifier: string, name: string): string {
    if (nodeModules.test(name)) throw new PackageError(`“${name}” is a part of Node.js, which a browser does not have`);
    if (moduleCdn === null) {
      throw new PackageError(
        `“${name}” is not among the packages that Flint has itself, and fetching others is turned off here`,
      );
    }
    if (/^https?:/.test(specifier)) return specifier;
    // React and what stands on it must be the program's own: two Reacts in one page do not work.
    return `${moduleCdn}/${specifier}?external=react,react-dom`;
  }

  async function addStyleSheet(specifier: string, name: string): Promise<void> {
    const address = addressElsewhere(specifier, name).split('?')[0] ?? '';
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
    await new Promise<void>((resolve, reject) => {
      link.addEventListener('load', () => resolve());
      link.addEventListener('error', () =>
        reject(new PackageError(`“${specifier}” could not be fetched from ${hostOf(address)}`)),
      );
      document.head.append(link);
    });
  }

  let tailwind: Promise<void> | null = null;

  function loadTailwind(): Promise<void> {
    tailwind ??= new Promise<void>((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${assets}vendor/${vendorScript('@tailwindcss/browser')}`;
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => reject(new PackageError('Tailwind could not be loaded')));
      document.head.append(script);
    });
    return tailwind;
  }

  return {
    async load(specifiers) {
      await Promise.all(
        specifiers.map((specifier) => {
          const known = loading.get(specifier) ?? loadOne(specifier);
          loading.set(specifier, known);
          // What could not be had is asked for again the next time.
          known.catch(() => loading.delete(specifier));
          return known;
        }),
      );
    },
    get: (specifier) => loaded.get(specifier) ?? nothing,
    loadTailwind,
  };
}

function hostOf(address: string): string {
  return new URL(address).host;
}

/** A browser says only that a module could not be had, and not why. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /failed to fetch|error loading|importing a module/i.test(message)
    ? 'it was not found, or there is no network'
    : message;
}

const nodeModules =
  /^(?:node:.+|fs|path|os|http|https|net|child_process|crypto|stream|util|url|zlib|worker_threads|buffer|events|assert)$/;
