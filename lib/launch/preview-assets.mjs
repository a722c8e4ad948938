// Builds what the preview's frames load into public/preview: `node lib/launch/preview-assets.mjs`. Run on the installed
// Node.js, which reads the TypeScript that it imports. What has not changed is not built again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { copyFonts, copyPython } from './preview-python.mjs';
import { buildVendorPackages } from './preview-vendor.mjs';
import { inProject } from './project.mjs';

const target = inProject('public/preview');

/** Each is built when what it is made of changed since it was built the last time. */
const parts = [
  {
    name: 'python',
    sources: ['lib/launch/preview-python.mjs', 'package-lock.json'],
    async build() {
      await copyPython(join(target, 'vendor'));
      copyFonts(join(target, 'fonts'));
    },
  },
  {
    name: 'vendor',
    sources: ['lib/preview/vendor-packages.ts', 'lib/launch/preview-vendor.mjs', 'package-lock.json'],
    build: () => buildVendorPackages(join(target, 'vendor')),
  },
  {
    name: 'runtime',
    sources: ['lib/preview', 'lib/launch/preview-assets.mjs', 'package-lock.json'],
    build: () => Promise.all(runtimeBuilds().map((options) => esbuild.build(options))),
  },
];

if (process.argv.includes('--watch')) await watch();
else for (const part of parts) await buildPart(part);

async function buildPart({ name, sources, build }) {
  const stamp = join(target, `.${name}`);
  const hash = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(stamp, { force: true });
  mkdirSync(target, { recursive: true });
  await build();
  writeFileSync(stamp, hash);
}

/** For development: builds, and builds the runtime again whenever a source of it changes, until it is ended. */
async function watch() {
  for (const part of parts) await buildPart(part);
  for (const options of runtimeBuilds()) await (await esbuild.context(options)).watch();
  rmSync(join(target, '.runtime'), { force: true });
}

/** The frame's own script and the compiler's worker, which are classic ones, and the engines, modules that the frame imports. */
function runtimeBuilds() {
  const usual = {
    bundle: true,
    minify: true,
    legalComments: 'none',
    target: 'es2022',
    logLevel: 'warning',
    absWorkingDir: inProject(),
    // Flint's own Python travels as text.
    loader: { '.py': 'text' },
  };
  const engines = filesBelow('lib/preview/frame/engines').filter((path) => /engines\/[\w-]+\.ts$/.test(path));
  return [
    { ...usual, entryPoints: ['lib/preview/frame/frame.ts'], format: 'iife', outfile: join(target, 'frame.js') },
    {
      ...usual,
      entryPoints: ['lib/preview/frame/scripts/tailwind-config.ts'],
      format: 'iife',
      outfile: join(target, 'tailwind-config.js'),
    },
    {
      ...usual,
      entryPoints: ['lib/preview/modules/compile-worker.ts'],
      format: 'iife',
      outfile: join(target, 'compiler.js'),
      // One parser, not the same one in both forms of modules.
      alias: { 'sucrase/dist/parser': 'sucrase/dist/esm/parser' },
    },
    { ...usual, entryPoints: engines, format: 'esm', outdir: join(target, 'engines') },
  ];
}

/** By content: a fresh clone has new file times and the same sources. */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(filesBelow)) hash.update(`${path}\0`).update(readFileSync(inProject(path)));
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(inProject(path))) return [];
  if (!/\.\w+$/.test(path)) {
    return readdirSync(inProject(path), { withFileTypes: true })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? filesBelow(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
  }
  return [path];
}
