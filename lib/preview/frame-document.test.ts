import { expect, test } from 'vitest';
import { frameDocument, framePolicy } from './frame-document.ts';

const sources = {
  origin: 'http://flint.test:3000',
  moduleCdn: 'https://modules.test',
  pythonIndex: 'https://python.test/packages/v1/',
};

function directive(policy: string, name: string): string {
  return policy.split('; ').find((one) => one.startsWith(`${name} `)) ?? '';
}

test('the frame reaches Flint only below its own path', () => {
  const policy = framePolicy("'self'", sources);
  expect(policy).toContain('sandbox allow-scripts;');
  expect(policy).not.toContain('allow-same-origin');
  const named = policy.match(/http:\/\/flint\.test:3000\S*/g) ?? [];
  expect(new Set(named.map((one) => one.replace(';', '')))).toEqual(new Set(['http://flint.test:3000/preview/']));
});

test('modules and packages come from where the settings say, and from nowhere when they say so', () => {
  const policy = framePolicy('*', sources);
  expect(directive(policy, 'script-src')).toContain('https://modules.test https://python.test');
  expect(directive(policy, 'img-src')).not.toContain('modules.test');
  const shut = framePolicy('*', { ...sources, moduleCdn: null, pythonIndex: null });
  expect(shut).not.toContain('https:');
  expect(frameDocument({ ...sources, pythonIndex: null }, '/preview/frame/')).toContain(
    '<script src="/preview/frame.js" data-root="/preview/frame/" data-module-cdn="https://modules.test"></script>',
  );
});
