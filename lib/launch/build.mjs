// `npm run build`: builds whether or not a build is there, so that `npm start` finds it.
import { build } from './production-build.mjs';

process.exitCode = (await build({ output: 'inherit' })) ? 0 : 1;
