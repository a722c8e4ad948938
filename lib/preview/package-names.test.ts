import { expect, test } from 'vitest';
import { packageOf } from './package-names.ts';
import { vendorModule, vendorScript } from './vendor-packages.ts';

test.each([
  ['react', 'react'],
  ['react@18.2.0/jsx-runtime', 'react/jsx-runtime'],
  ['npm:d3@7', 'd3'],
  ['@scope/name@1.0.0/part.js', '@scope/name/part.js'],
  ['https://esm.sh/react@18.2.0', 'react'],
  ['https://esm.sh/v135/react-dom@18/client?dev', 'react-dom/client'],
  ['https://cdn.skypack.dev/three@0.132.2', 'three'],
  ['https://unpkg.com/three@0.160.0/build/three.module.js', 'three/build/three.module.js'],
  [
    'https://cdn.jsdelivr.net/npm/three@0.160/examples/jsm/controls/OrbitControls.js',
    'three/examples/jsm/controls/OrbitControls.js',
  ],
  ['https://cdn.jsdelivr.net/npm/d3@7/+esm', 'd3'],
  ['https://cdn.jsdelivr.net/npm/chart.js', 'chart.js'],
  ['https://cdn.jsdelivr.net/npm/chart.js@4.4.1/dist/chart.umd.min.js', 'chart.js'],
  ['https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js', 'three'],
  ['https://cdnjs.cloudflare.com/ajax/libs/p5.js/1.9.0/p5.min.js', 'p5'],
  ['https://unpkg.com/react@18/umd/react.development.js', 'react'],
  ['https://unpkg.com/react-dom@18/umd/react-dom.production.min.js', 'react-dom'],
  ['https://d3js.org/d3.v7.min.js', 'd3'],
  ['//cdn.tailwindcss.com?plugins=forms', '@tailwindcss/browser'],
  ['https://cdn.jsdelivr.net/npm/@tailwindcss/browser@4', '@tailwindcss/browser'],
])('%s is %s', (written, specifier) => {
  expect(packageOf(written).specifier).toBe(specifier);
});

test('an address that is no package stays one', () => {
  expect(packageOf('https://example.test/a.js?b').specifier).toBe('https://example.test/a.js?b');
  expect(packageOf('https://example.test/a.js?b').versioned).toBeNull();
  expect(packageOf('https://cdn.skypack.dev/lodash@4/debounce')).toEqual({
    name: 'lodash',
    specifier: 'lodash/debounce',
    versioned: 'lodash@4/debounce',
  });
});

test('addresses that programs name find what Flint has', () => {
  const module = (address: string) => vendorModule(packageOf(address).specifier);
  expect(module('https://unpkg.com/three@0.160.0/build/three.module.js')).toBe(vendorModule('three'));
  expect(module('https://esm.sh/react-dom@18/client')).toBe(vendorModule('react-dom/client'));
  expect(module('https://cdn.jsdelivr.net/npm/three@0.1/addons/controls/OrbitControls.js')).toContain('OrbitControls');
  expect(vendorScript(packageOf('https://cdn.tailwindcss.com').name)).toContain('tailwindcss');
});
