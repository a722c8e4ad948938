import type { ModulesSource } from '../modules-program.ts';
import { createProgramBuilder } from './build-program.ts';

/*
 * Compiles programs of modules, away from the page's own thread. Bundled into public/preview/compiler.js, whose answer's
 * policy lets it read scripts and fetch nothing. One answer for each question, in order.
 */
const builder = createProgramBuilder(() => performance.now());

addEventListener('message', ({ data }: MessageEvent<ModulesSource>) => {
  postMessage(builder.build(data));
});
