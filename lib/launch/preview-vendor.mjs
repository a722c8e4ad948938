import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { vendorVersions } from '../preview/vendor-packages.ts';
import { inProject } from './project.mjs';

const requirePackage = createRequire(import.meta.url);

/**
 * Builds the packages that programs may import into `target`, each in a folder of its name and version: as modules that
 * browsers load, and some as scripts that set globals. React in its development form, which refreshes and explains.
 */
export async function buildVendorPackages(target) {
  const folder = (name) => `${name}@${vendorVersions[name]}`;
  for (const name of Object.keys(vendorVersions)) rmSync(join(target, folder(name)), { recursive: true, force: true });
  const usual = {
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    absWorkingDir: inProject(),
    outdir: target,
    define: { 'process.env.NODE_ENV': '"development"' },
    conditions: ['development', 'browser', 'module', 'import'],
    plugins: [namedExports, oneGlobal],
  };
  const entries = (pairs) => pairs.map(([source, name, file]) => ({ in: source, out: `${folder(name)}/${file}` }));
  // React's parts share one React, three's one core; the rest imports React by its name, from the frame's import map.
  const react = entries([
    ['named:react', 'react', 'index'],
    ['named:react/jsx-runtime', 'react', 'jsx-runtime'],
    ['named:react/jsx-dev-runtime', 'react', 'jsx-dev-runtime'],
    ['named:react-dom', 'react-dom', 'index'],
    ['named:react-dom/client', 'react-dom', 'client'],
    ['named:react-refresh/runtime', 'react-refresh', 'runtime'],
  ]);
  const three = entries([
    ['three', 'three', 'three'],
    ['three/webgpu', 'three', 'webgpu'],
    ['three/tsl', 'three', 'tsl'],
  ]);
  const others = entries([
    ['d3', 'd3', 'index'],
    ['p5', 'p5', 'index'],
    ['chart.js', 'chart.js', 'index'],
    ['chart.js/auto', 'chart.js', 'auto'],
    ['motion', 'motion', 'index'],
    ['motion/react', 'motion', 'react'],
    ['lucide-react', 'lucide-react', 'index'],
  ]);
  const globals = entries([
    ['global:React=react', 'react', 'global'],
    ['global:ReactDOM=react-dom/client+react-dom', 'react-dom', 'global'],
    ['global:THREE=three+three/addons/controls/OrbitControls.js', 'three', 'global'],
    ['global:d3=d3', 'd3', 'global'],
    ['global:p5=p5', 'p5', 'global'],
    ['global:Chart=chart.js/auto', 'chart.js', 'global'],
    ['global:Motion=motion', 'motion', 'global'],
  ]);
  const external = ['react', 'react/jsx-runtime', 'react-dom', 'react-dom/client'];
  await esbuild.build({ ...usual, entryPoints: react, splitting: true, chunkNames: `${folder('react')}/part-[hash]` });
  await esbuild.build({ ...usual, entryPoints: three, splitting: true, chunkNames: `${folder('three')}/part-[hash]` });
  await esbuild.build({
    ...usual,
    entryPoints: others,
    splitting: true,
    chunkNames: `${folder('motion')}/part-[hash]`,
    external,
  });
  await esbuild.build({ ...usual, entryPoints: globals, format: 'iife' });
  await buildThreeAddons(join(target, folder('three'), 'addons'));
  const tailwind = join(target, folder('@tailwindcss/browser'), 'global.js');
  mkdirSync(dirname(tailwind), { recursive: true });
  cpSync(inProject('node_modules/@tailwindcss/browser/dist/index.global.js'), tailwind);
}

/** CommonJS has no named exports that a bundler could see: they are asked for, and written down. */
const namedExports = {
  name: 'named-exports',
  setup(build) {
    build.onResolve({ filter: /^named:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'named' }));
    build.onLoad({ filter: /.*/, namespace: 'named' }, ({ path }) => {
      const names = Object.keys(requirePackage(path)).filter((name) => name !== 'default');
      const contents = `import whole from '${path}';\nexport default whole;\nexport const { ${names.join(', ')} } = whole;`;
      return { contents, resolveDir: inProject() };
    });
  },
};

/** `global:Name=module+module` puts what the modules export into one global; React itself is then the global React. */
const oneGlobal = {
  name: 'one-global',
  setup(build) {
    build.onResolve({ filter: /^global:/ }, ({ path }) => ({ path: path.slice(7), namespace: 'global' }));
    build.onLoad({ filter: /.*/, namespace: 'global' }, ({ path }) => {
      const [name, sources] = path.split('=');
      const imports = sources.split('+').map((source, index) => `import * as part${index} from '${source}';`);
      const parts = sources.split('+').map((_, index) => `part${index}`);
      const isClass = ['p5', 'Chart'].includes(name);
      const value = isClass ? 'part0.default' : `Object.assign({}, ${parts.join(', ')})`;
      return { contents: `${imports.join('\n')}\nwindow.${name} = ${value};`, resolveDir: inProject() };
    });
    build.onResolve({ filter: /^react$/ }, ({ importer }) =>
      build.initialOptions.format === 'iife' && /react-dom/.test(importer)
        ? { path: 'react', namespace: 'window' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'window' }, () => ({ contents: 'module.exports = window.React;' }));
  },
};

/** Three's addons import `three` by its name and each other by their place, so they are only made smaller. */
async function buildThreeAddons(target) {
  const source = inProject('node_modules/three/examples/jsm');
  // Decoders that are fetched from where a program says.
  const skipped = /^(?:libs\/(?:draco|basis)|physics|webxr|offscreen|transpiler|inspector)\//;
  const files = readdirSync(source, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.js') && !skipped.test(path));
  for (const path of files) {
    const { code } = await esbuild.transform(readFileSync(join(source, path), 'utf8'), {
      minify: true,
      format: 'esm',
      target: 'es2022',
      legalComments: 'none',
    });
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), code);
  }
}
