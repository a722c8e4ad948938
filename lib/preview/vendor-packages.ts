/*
 * The npm packages that Flint serves itself, so that programs run with no network. `lib/launch/preview-vendor.mjs` builds
 * them from node_modules; their versions are those of package.json (a test compares).
 */

export const vendorVersions = {
  react: '19.3.1',
  'react-dom': '19.3.1',
  'react-refresh': '0.19.0',
  three: '0.187.0',
  d3: '7.9.2',
  p5: '1.11.13',
  'chart.js': '4.6.1',
  motion: '14.14.0',
  'lucide-react': '1.73.0',
  '@tailwindcss/browser': '4.3.4',
} as const;

export type VendorPackage = keyof typeof vendorVersions;

/** What can be imported, with the package that it stands in and its file there. */
const modules: Readonly<Record<string, readonly [VendorPackage, string]>> = {
  react: ['react', 'index.js'],
  'react/jsx-runtime': ['react', 'jsx-runtime.js'],
  'react/jsx-dev-runtime': ['react', 'jsx-dev-runtime.js'],
  'react-dom': ['react-dom', 'index.js'],
  'react-dom/client': ['react-dom', 'client.js'],
  'react-refresh/runtime': ['react-refresh', 'runtime.js'],
  three: ['three', 'three.js'],
  'three/webgpu': ['three', 'webgpu.js'],
  'three/tsl': ['three', 'tsl.js'],
  d3: ['d3', 'index.js'],
  p5: ['p5', 'index.js'],
  'chart.js': ['chart.js', 'index.js'],
  'chart.js/auto': ['chart.js', 'auto.js'],
  motion: ['motion', 'index.js'],
  'motion/react': ['motion', 'react.js'],
  'lucide-react': ['lucide-react', 'index.js'],
};

/** Other names under which programs know them. */
const aliases: Readonly<Record<string, string>> = {
  'framer-motion': 'motion/react',
  'chart.js/dist/chart.js': 'chart.js/auto',
  'chart.js/dist/chart.umd.js': 'chart.js/auto',
  'three/build/three.module.js': 'three',
  'three/build/three.module.min.js': 'three',
  'three/build/three.webgpu.js': 'three/webgpu',
  'three/build/three.tsl.js': 'three/tsl',
};

/** Scripts that set globals, for script tags, by package. */
const scripts: Partial<Record<VendorPackage, string>> = {
  react: 'global.js',
  'react-dom': 'global.js',
  three: 'global.js',
  d3: 'global.js',
  p5: 'global.js',
  'chart.js': 'global.js',
  motion: 'global.js',
  '@tailwindcss/browser': 'global.js',
};

/** The file of an import among what Flint serves, below `/preview/vendor/`; null for one that it does not have. */
export function vendorModule(specifier: string): string | null {
  const name = Object.hasOwn(aliases, specifier) ? (aliases[specifier] ?? specifier) : specifier;
  const entry = Object.hasOwn(modules, name) ? modules[name] : undefined;
  if (entry) return inVendor(...entry);
  const addon = /^three\/(?:addons|examples\/jsm)\/([\w./-]+?)(\.js)?$/.exec(name)?.[1];
  return addon === undefined || addon.includes('..') ? null : inVendor('three', `addons/${addon}.js`);
}

/** The file of a script that sets a package's globals, below `/preview/vendor/`; null for one that Flint does not have. */
export function vendorScript(packageName: string): string | null {
  const file = Object.hasOwn(scripts, packageName) ? scripts[packageName as VendorPackage] : undefined;
  return file === undefined ? null : inVendor(packageName as VendorPackage, file);
}

/**
 * For modules that the browser itself resolves, which those of a CDN do: they must get the same React as the program.
 * `base` is the address of `/preview/`, with a slash at its end.
 */
export function vendorImportMap(base: string): { readonly imports: Readonly<Record<string, string>> } {
  const imports: Record<string, string> = {};
  for (const [specifier, [name, file]] of Object.entries(modules)) {
    imports[specifier] = `${base}vendor/${inVendor(name, file)}`;
  }
  for (const prefix of ['three/addons/', 'three/examples/jsm/']) {
    imports[prefix] = `${base}vendor/${inVendor('three', 'addons/')}`;
  }
  return { imports };
}

function inVendor(name: VendorPackage, file: string): string {
  return `${name}@${vendorVersions[name]}/${file}`;
}
