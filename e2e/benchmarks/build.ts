import { pathToFileURL } from 'node:url';
import { inProject } from '../fixtures/project.ts';

interface ProductionBuild {
  isBuilt(): boolean;
  build(options: { readonly output: 'inherit' | 'collect' }): Promise<boolean>;
}

/** Makes the production build unless it is there and made from the present sources. */
export async function requireBuild(): Promise<void> {
  // By its address: the launcher is plain JavaScript, so that an older Node.js can read it.
  const address = pathToFileURL(inProject('lib/launch/production-build.mjs')).href;
  const { isBuilt, build } = (await import(address)) as ProductionBuild;
  if (!isBuilt() && !(await build({ output: 'collect' }))) throw new Error('The production build failed.');
}
