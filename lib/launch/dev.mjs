// `npm run dev`: Next's development server, and beside it the builder of what the preview's frames load.
import { spawn } from 'node:child_process';
import { inProject, installedNode, root } from './project.mjs';
import { buildPreviewAssets } from './production-build.mjs';

if (!(await buildPreviewAssets({ output: 'inherit' }))) process.exit(1);
const assets = spawn(installedNode, [inProject('lib/launch/preview-assets.mjs'), '--watch'], {
  cwd: root,
  stdio: 'inherit',
});
const next = spawn(installedNode, [inProject('node_modules/next/dist/bin/next'), 'dev', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => next.kill(signal));
next.on('close', (code) => {
  assets.kill('SIGTERM');
  process.exitCode = code ?? 0;
});
