/** What an import names: a package, and all of it without the version, so that it can be looked up. */
export interface PackageName {
  /** `three`, `@scope/name`; of an address that is no package's the address itself. */
  readonly name: string;
  /** `three/addons/controls/OrbitControls.js`. */
  readonly specifier: string;
  /** The same with the version that was asked for; null for an address that is no package's. */
  readonly versioned: string | null;
}

/**
 * Reads a package's name from an import or from its address at one of the usual CDNs, in which programs name what they
 * need when nobody builds them.
 */
export function packageOf(specifier: string): PackageName {
  const [plain = ''] = specifier.split(/[?#]/, 1);
  const atCdn = pathAtCdn(plain);
  const path = atCdn ?? plain.replace(/^npm:/, '');
  if (atCdn === null && /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(plain) && !plain.startsWith('npm:')) {
    return { name: specifier, specifier, versioned: null };
  }
  const [, name = path, version = '', rest = ''] = /^((?:@[^/@]+\/)?[^/@]+)(@[^/]*)?(\/.*)?$/.exec(path) ?? [];
  const inside = withoutBuild(name, rest);
  return { name, specifier: name + inside, versioned: name + version + inside };
}

const cdns: readonly (readonly [RegExp, (path: string) => string])[] = [
  [/^(?:https?:)?\/\/(?:cdn\.)?esm\.sh\/(?:v\d+\/|stable\/|\*)?(.+)$/, same],
  [/^(?:https?:)?\/\/(?:cdn\.|fastly\.|gcore\.)?(?:cdn\.)?jsdelivr\.net\/npm\/(.+?)(?:\/\+esm)?$/, same],
  [/^(?:https?:)?\/\/(?:www\.)?unpkg\.com\/(.+)$/, same],
  [/^(?:https?:)?\/\/cdn\.skypack\.dev\/(?:pin\/)?(.+)$/, same],
  [/^(?:https?:)?\/\/(?:ga\.)?jspm\.(?:io|dev)\/npm:(.+)$/, same],
  [/^(?:https?:)?\/\/cdnjs\.cloudflare\.com\/ajax\/libs\/(.+)$/, nameAtCdnjs],
  [/^(?:https?:)?\/\/d3js\.org\/(.+)$/, () => 'd3'],
  [/^(?:https?:)?\/\/(cdn\.tailwindcss\.com)(?:\/.*)?$/, () => '@tailwindcss/browser'],
];

function pathAtCdn(address: string): string | null {
  for (const [pattern, nameOf] of cdns) {
    const path = pattern.exec(address)?.[1];
    if (path !== undefined) return nameOf(path);
  }
  return null;
}

function same(path: string): string {
  return path;
}

/** Cdnjs has names of its own, and the version as a folder. */
function nameAtCdnjs(path: string): string {
  const [library = '', , ...rest] = path.split('/');
  const name = { 'three.js': 'three', 'p5.js': 'p5', 'Chart.js': 'chart.js' }[library] ?? library;
  return [name, ...rest].join('/');
}

/** A package's own built files mean the package. */
function withoutBuild(name: string, rest: string): string {
  if (rest === '/' || rest === '/+esm') return '';
  if (name === 'three' && /^\/(?:build|examples|addons|webgpu|tsl)\b/.test(rest))
    return rest === '/build/three.js' || rest === '/build/three.min.js' ? '' : rest;
  if (name === 'three' && /^\/[\w.]*three[\w.]*\.js$/.test(rest)) return '';
  return /^\/(?:dist|lib|umd|build|bundles|\+esm|es|esm)\b.*\.m?js$/.test(rest) || /^\/[\w.-]+\.min\.js$/.test(rest)
    ? ''
    : rest;
}
