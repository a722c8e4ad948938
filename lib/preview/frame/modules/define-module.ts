import { hole, type Namespace } from './namespace.ts';

/** What a module may ask the registry for, besides its imports. */
export interface ModuleServices {
  register(component: unknown, name: string): void;
  sign(component: unknown, key: string, ownHooks: () => unknown[]): void;
  candidate(component: unknown): void;
  import(specifier: unknown): Promise<Namespace>;
}

export type ModuleBody = (
  require: (specifier: string) => Namespace,
  exports: Namespace,
  module: { exports: Namespace },
  services: ModuleServices,
) => unknown;

/**
 * Makes a module's function, by a script element that knows the module's path: errors name it and the line in it, also
 * when the browser cannot read it, which is thrown as a `SyntaxError` with that place in its stack.
 */
export function defineModule(code: string, id: string, isAsync: boolean): ModuleBody {
  const script = document.createElement('script') as HTMLScriptElement & { flint?: (body: unknown) => void };
  let made: ((...values: unknown[]) => unknown) | null = null;
  let refused: ErrorEvent | null = null;
  script.flint = (body) => {
    made = body as typeof made;
  };
  const onError = (event: ErrorEvent) => {
    refused ??= event;
    event.preventDefault();
  };
  const [path = id] = id.split('#', 1);
  script.text = `document.currentScript.flint(${isAsync ? 'async ' : ''}function (require, exports, module, $flint) {${code}\n});\n//# sourceURL=${encodeURI(path)}`;
  window.addEventListener('error', onError);
  (document.head ?? document.documentElement).append(script);
  script.remove();
  window.removeEventListener('error', onError);
  const body = made as ((...values: unknown[]) => unknown) | null;
  if (!body) throw unreadable(refused, path);
  return (require, exports, module, services) =>
    body.call(undefined, require, exports, module, { ...services, hole, meta: metaOf(path) });
}

function unreadable(event: ErrorEvent | null, path: string): Error {
  const error = new SyntaxError(event?.message.replace(/^Uncaught SyntaxError: /, '') ?? 'It cannot be read');
  error.stack = `${error.message}\n    at ${path}:${event?.lineno ?? 1}:${event?.colno ?? 1}`;
  return error;
}

/** `import.meta`, as bundlers have it. */
function metaOf(path: string): object {
  return {
    url: `file:///${path}`,
    env: { MODE: 'development', DEV: true, PROD: false, SSR: false, BASE_URL: './' },
  };
}
