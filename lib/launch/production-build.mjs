import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inProject, installedNode } from './project.mjs';
import { runCommand } from './run-command.mjs';

const sources = ['app', 'components', 'lib', 'public'];
const settings = [
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'instrumentation.ts',
];
/** What the preview's frames load: made in a build, so no source of it. */
const previewAssets = 'public/preview';
const stamp = inProject('.next/flint-sources');

/** Whether the production build is there and made from just these sources. */
export function isBuilt() {
  return (
    existsSync(inProject('.next/BUILD_ID')) &&
    existsSync(inProject(previewAssets, 'frame.js')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hashSources()
  );
}

/**
 * Makes the production build, whatever is there. Resolves with whether it worked; the reason is printed.
 * `output` is `inherit` to show the compiler at work, or `collect` to show it only when it fails.
 */
export async function build({ output }) {
  const hash = hashSources();
  rmSync(stamp, { force: true });
  if (!(await buildPreviewAssets({ output }))) return false;
  const next = inProject('node_modules/next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { code, printed } = await runCommand(installedNode, [next, 'build'], { env, output });
  if (code !== 0) {
    if (printed) console.error(printed.trimEnd());
    console.error('The production build failed.');
    return false;
  }
  writeFileSync(stamp, hash);
  return true;
}

/** Makes what the preview's frames load, unless it is there. Resolves with whether it worked; the reason is printed. */
export async function buildPreviewAssets({ output }) {
  const { code, printed } = await runCommand(installedNode, [inProject('lib/launch/preview-assets.mjs')], { output });
  if (code === 0) return true;
  if (printed) console.error(printed.trimEnd());
  console.error('What the preview loads could not be built.');
  return false;
}

/** By content: a fresh clone or a copy has new file times and the same sources. Tests are no part of a build. */
function hashSources() {
  const hash = createHash('sha256');
  for (const path of [...sources.flatMap(filesBelow), ...settings.filter((path) => existsSync(inProject(path)))]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inProject(path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(directory) {
  if (directory === previewAssets || !existsSync(inProject(directory))) return [];
  return readdirSync(inProject(directory), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
    });
}
