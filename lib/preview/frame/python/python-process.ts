import type { PythonParts } from './python-parts.ts';
import type { FromPython, PythonPlaces, ToPython } from './python-messages.ts';

/** One interpreter in a worker of its own. Ending it ends whatever runs there, wherever it is. */
export interface PythonProcess {
  /** Resolves with whether a program can be run: false when Python could not be started. */
  readonly ready: Promise<boolean>;
  tell(message: ToPython): void;
  end(): void;
}

/** Starts one. Once ended it says nothing more. */
export function startPython(
  places: PythonPlaces,
  parts: Promise<PythonParts>,
  onMessage: (message: FromPython, from: PythonProcess) => void,
): PythonProcess {
  const worker = new Worker(URL.createObjectURL(new Blob([starting(places)], { type: 'text/javascript' })));
  let isOver = false;
  let settle: (isReady: boolean) => void = () => {};
  const ready = new Promise<boolean>((resolve) => (settle = resolve));
  const python: PythonProcess = {
    ready,
    tell: (message) => worker.postMessage(message),
    end() {
      isOver = true;
      settle(false);
      worker.terminate();
    },
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromPython>) => {
    if (isOver) return;
    if (data.type === 'ready' || data.type === 'broken') settle(data.type === 'ready');
    onMessage(data, python);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(event.message || 'The worker ended.');
  });
  parts.then(
    (loaded) => python.tell({ type: 'start', parts: loaded }),
    (error: unknown) => fail(String(error)),
  );
  return python;

  function fail(reason: string): void {
    settle(false);
    if (!isOver) onMessage({ type: 'broken', message: reason }, python);
  }
}

/**
 * Module workers from blobs fail in a frame of an opaque origin, so a classic one imports the module. Pyodide refuses
 * classic ones, whose mark is that `importScripts` works; all that it needs of a module worker is `import()`.
 */
function starting(places: PythonPlaces): string {
  return `self.flintPython = ${JSON.stringify(places)};
self.flintParts = new Promise((resolve) =>
  self.addEventListener('message', ({ data }) => data.type === 'start' && resolve(data.parts)));
self.importScripts = () => { throw new TypeError('This worker imports modules.'); };
import(${JSON.stringify(`${places.assets}engines/python-worker.js`)}).catch((error) =>
  self.postMessage({ type: 'broken', message: String(error) }));`;
}
