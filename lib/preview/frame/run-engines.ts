import type { EngineName } from '../preview-step.ts';
import type { Engine, EngineTools } from './engine.ts';

/** The engines of this frame, loaded when they are first needed. */
export interface Engines {
  /** Resolves when the next form of the program may come. */
  run(name: EngineName, program: unknown): Promise<void>;
  stop(): void;
  input(text: string): void;
}

/** `tools` but for what tells that an engine took a program in, which is watched here. */
export function createEngines(tools: EngineTools): Engines {
  const loaded = new Map<EngineName, Promise<Engine>>();
  let current: Engine | null = null;

  function load(name: EngineName): Promise<Engine> {
    const address = `${tools.assets}engines/${name}.js`;
    const engine = loaded.get(name) ?? import(address).then((module: { readonly default: Engine }) => module.default);
    loaded.set(name, engine);
    // What could not be loaded is asked for again the next time.
    engine.catch(() => loaded.delete(name));
    return engine;
  }

  return {
    async run(name, program) {
      const engine = await load(name);
      if (current && current !== engine) current.stop?.();
      current = engine;
      await new Promise<void>((resolve, reject) => {
        const watched: EngineTools = {
          ...tools,
          state(state, more) {
            tools.state(state, more);
            if (state !== 'loading') resolve();
          },
          painted() {
            tools.painted();
            resolve();
          },
        };
        Promise.resolve(engine.run(program, watched)).then(resolve, reject);
      });
    },
    stop: () => current?.stop?.(),
    input: (text) => current?.input?.(text),
  };
}
