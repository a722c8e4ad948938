import { expect, test } from 'vitest';
import { safeCss } from './safe-css.ts';

test('colours, weight and size of a line may be the program’s own', () => {
  expect(safeCss('color: #f40; font-weight:bold; background: rgb(1, 2, 3); font-size: 18px; padding: 2px 6px')).toEqual(
    {
      color: '#f40',
      fontWeight: 'bold',
      background: 'rgb(1, 2, 3)',
      fontSize: '18px',
      padding: '2px 6px',
    },
  );
});

test('nothing fetches, covers the page or grows beyond a line', () => {
  for (const css of [
    'background: url(https://a.test/x)',
    'background-image: url(data:,)',
    'background: image-set("a.png" 1x)',
    'color: var(--x)',
    'position: fixed; inset: 0',
    'font-size: 400px',
    'font-size: 90vh',
    'padding: 99999px',
    'padding: -20px',
    'display: none',
    'content: "x"',
    '__proto__: red',
    'constructor: red',
  ]) {
    expect(safeCss(css), css).toEqual({});
  }
});
