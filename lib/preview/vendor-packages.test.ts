import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vendorImportMap, vendorModule, vendorScript, vendorVersions } from './vendor-packages.ts';

const { dependencies, devDependencies } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

test('the packages that programs get are those that package.json pins', () => {
  const pinned = { ...devDependencies, ...dependencies };
  expect(vendorVersions).toEqual(Object.fromEntries(Object.keys(vendorVersions).map((name) => [name, pinned[name]])));
});

test('imports are found under the names that programs use', () => {
  expect(vendorModule('react')).toBe(`react@${vendorVersions.react}/index.js`);
  expect(vendorModule('framer-motion')).toBe(vendorModule('motion/react'));
  expect(vendorModule('three/build/three.module.js')).toBe(vendorModule('three'));
  const controls = `three@${vendorVersions.three}/addons/controls/OrbitControls.js`;
  expect(vendorModule('three/addons/controls/OrbitControls.js')).toBe(controls);
  expect(vendorModule('three/examples/jsm/controls/OrbitControls')).toBe(controls);
  expect(vendorModule('three/addons/../../secret.js')).toBeNull();
  expect(vendorModule('lodash')).toBeNull();
  expect(vendorModule('constructor')).toBeNull();
});

test('script tags get the builds that set globals', () => {
  expect(vendorScript('p5')).toBe(`p5@${vendorVersions.p5}/global.js`);
  expect(vendorScript('lucide-react')).toBeNull();
  expect(vendorScript('toString')).toBeNull();
});

test('the import map names every module where it is served', () => {
  const { imports } = vendorImportMap('/preview/');
  expect(imports['react']).toBe(`/preview/vendor/react@${vendorVersions.react}/index.js`);
  expect(imports['three/addons/']).toBe(`/preview/vendor/three@${vendorVersions.three}/addons/`);
});
