import type { Engine, EngineTools } from '../engine.ts';
import { dress } from '../look.ts';
import { createPythonRunner, type PythonRunner } from '../python/python-runner.ts';
import type { PythonProgram } from '../../python-program.ts';
import { createSurface } from '../python/surface.ts';
import { surfaceStyle } from '../python/surface-style.ts';
import { version } from 'pyodide/package.json';

let runner: PythonRunner | null = null;

function open(tools: EngineTools): PythonRunner {
  dress(tools.assets, surfaceStyle);
  const surface = createSurface(() => runner?.stop());
  const home = `${tools.assets}vendor/pyodide@${version}/`;
  const places = { assets: tools.assets, home, index: tools.pythonIndex };
  const opened = createPythonRunner(tools, places, surface);
  tools.painted();
  return opened;
}

/** Python, in a worker: its text, its drawings, and a field when it asks. */
const python: Engine = {
  run(program, tools) {
    runner ??= open(tools);
    return runner.run(program as PythonProgram);
  },
  stop: () => runner?.stop(),
  input: (text) => runner?.answer(text),
};

export default python;
