import type { ModulesSource } from '../modules-program.ts';
import type { BuildOutcome } from './build-program.ts';

/** The compiler in its worker. */
export interface Compiler {
  build(source: ModulesSource): Promise<BuildOutcome>;
  close(): void;
}

/** Starts the compiler's worker when it is first needed. What it cannot build for a broken reason is rejected. */
export function startCompiler(address = '/preview/compiler.js'): Compiler {
  let worker: Worker | null = null;
  let waiting: { resolve: (outcome: BuildOutcome) => void; reject: (error: Error) => void }[] = [];

  function start(): Worker {
    const started = new Worker(address, { name: 'compiler' });
    started.addEventListener('message', ({ data }: MessageEvent<BuildOutcome>) => waiting.shift()?.resolve(data));
    started.addEventListener('error', ({ message }) => {
      const left = waiting;
      waiting = [];
      started.terminate();
      if (worker === started) worker = null;
      for (const { reject } of left) reject(new Error(message || 'The compiler could not be started'));
    });
    return started;
  }

  return {
    build(source) {
      worker ??= start();
      const own = worker;
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        own.postMessage(source);
      });
    },
    close() {
      worker?.terminate();
      worker = null;
      waiting = [];
    },
  };
}
