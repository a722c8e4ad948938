import type { loadPyodide as LoadPyodide, PyodideAPI } from 'pyodide';
import type { Problem } from '../../problem.ts';
import { readProblem } from '../../problem.ts';
import { createPackages } from './packages.ts';
import { lendProgram, type PythonParts } from './python-parts.ts';
import { readLock } from './read-lock.ts';
import { createProgramHost } from './program-host.ts';
import { createProgramOutput, type ProgramOutput } from './program-output.ts';
import { pythonFiles } from './python-files.ts';
import type { PythonProgram } from '../../python-program.ts';
import type { FromPython, PythonPlaces } from './python-messages.ts';

/** Python, in a worker. */
export interface Interpreter {
  run(run: number, program: PythonProgram): Promise<void>;
  answer(text: string): void;
  event(event: string): void;
  drawn(): void;
}

/** What `py/flint_runner.py` offers. */
interface Runner {
  set_up(time_zone: string): void;
  write_files(files: unknown): void;
  find_imports(files: unknown): { toJs(): string[]; destroy(): void };
}

export type Tell = (message: FromPython, transfer?: Transferable[]) => void;

const ownLibrary = '/flint';

/** Starts Python. Null when it could not be started, which was told. */
export async function createInterpreter(
  places: PythonPlaces,
  parts: Promise<PythonParts>,
  tell: Tell,
): Promise<Interpreter | null> {
  try {
    const python = await start(places, parts, tell);
    tell({ type: 'ready' });
    return python;
  } catch (error) {
    tell({ type: 'broken', message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

async function start(places: PythonPlaces, parts: Promise<PythonParts>, tell: Tell): Promise<Interpreter> {
  const { home } = places;
  const lockFile = readLock(home, places.index);
  const { loadPyodide } = (await import(`${home}pyodide.mjs`)) as { readonly loadPyodide: typeof LoadPyodide };
  const { program, library, started } = await parts;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const takeBack = lendProgram(program);
  const python = await loadPyodide({
    indexURL: home,
    stdLibURL: library,
    lockFileContents: lockFile,
    packageBaseUrl: places.index ?? home,
    env: { HOME: '/home/pyodide', TZ: timeZone },
    ...(started === null ? {} : { _loadSnapshot: fetch(started).then((response) => response.arrayBuffer()) }),
  });
  takeBack();
  const output = createProgramOutput((piece) => tell({ type: 'text', ...piece }), performance.now.bind(performance));
  for (const isError of [false, true]) listenTo(python, isError, output);
  python.setInterruptBuffer(whenLooked(output.tick));
  const host = createProgramHost(tell, output.flush);
  python.registerJsModule('_flint_host', host.module);
  for (const [path, text] of Object.entries(pythonFiles)) {
    const place = `${ownLibrary}/${path}`;
    python.FS.mkdirTree(place.slice(0, place.lastIndexOf('/')));
    python.FS.writeFile(place, text);
  }
  python.runPython(`import sys; sys.path.append('${ownLibrary}')`);
  const runner = python.pyimport('flint_runner') as Runner;
  runner.set_up(timeZone);
  const packages = createPackages(python, (await lockFile).packages, places.index, tell);

  async function run(number: number, { entry, files }: PythonProgram): Promise<void> {
    const startMs = performance.now();
    host.reset();
    const inPython = python.toPy(files) as { destroy(): void };
    runner.write_files(inPython);
    const names = runner.find_imports(inPython);
    const unreachable = await packages.provide(names.toJs());
    names.destroy();
    inPython.destroy();
    tell({ type: 'started', run: number });
    const problem = await runProgram(python, entry, files[entry] ?? '', unreachable);
    output.flush();
    tell({ type: 'ended', run: number, problem, tookMs: performance.now() - startMs });
  }

  return { run, answer: host.answer, event: host.event, drawn: host.drawn };
}

/** Through `runPythonAsync`, which alone lets a program wait in the middle of itself. */
async function runProgram(
  python: PyodideAPI,
  entry: string,
  source: string,
  unreachable: Readonly<Record<string, string>>,
): Promise<Problem | null> {
  const locals = python.toPy({ entry, source, unreachable });
  try {
    const told: unknown = await python.runPythonAsync(
      'import flint_runner, json\njson.dumps(await flint_runner.run(entry, source, unreachable))',
      { globals: locals },
    );
    return readProblem(JSON.parse(String(told)));
  } finally {
    locals.destroy();
  }
}

/**
 * Python looks into its interrupt buffer every few instructions. This one never interrupts: it calls back, so that what a
 * program wrote before it began to compute does not wait until it has computed.
 */
function whenLooked(callback: () => void): Uint8Array {
  const buffer = {
    get 0() {
      callback();
      return 0;
    },
    set 0(_interrupt: number) {},
  };
  return buffer as unknown as Uint8Array;
}

function listenTo(python: PyodideAPI, isError: boolean, output: ProgramOutput): void {
  const decoder = new TextDecoder();
  const options = {
    write(bytes: Uint8Array): number {
      const text = decoder.decode(bytes, { stream: true });
      if (text !== '') output.write(text, isError);
      return bytes.length;
    },
  };
  if (isError) python.setStderr(options);
  else python.setStdout(options);
}
