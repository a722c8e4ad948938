import type { ModulesProgram } from '../../modules-program.ts';
import type { Engine } from '../engine.ts';
import { createModulesRun, type ModulesRun } from '../modules/modules-run.ts';

let run: ModulesRun | null = null;

/** Runs programs of modules: React with TSX, TypeScript, JavaScript. */
const engine: Engine = {
  run(program, tools) {
    run ??= createModulesRun(tools);
    return run.update(program as ModulesProgram, tools);
  },
};

export default engine;
