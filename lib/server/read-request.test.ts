import { expect, test } from 'vitest';
import { HttpError } from './http-error.ts';
import { requireSameOrigin } from './read-request.ts';

const cases: readonly [what: string, headers: Record<string, string>, expected: string | null][] = [
  [
    'the page itself',
    { Host: '127.0.0.1:3000', Origin: 'http://127.0.0.1:3000', 'Sec-Fetch-Site': 'same-origin' },
    null,
  ],
  ['the page under the other name', { Host: 'localhost:3000', Origin: 'http://localhost:3000' }, null],
  ['the page at the machine’s other address', { Host: '[::1]:3000', Origin: 'http://[::1]:3000' }, null],
  ['a program that is no browser', { Host: 'anything.example' }, null],
  ['the page behind the public address', { Host: 'flint.example', Origin: 'https://flint.example' }, null],
  ['the page behind a server that changes the host', { Host: '127.0.0.1:3000', Origin: 'https://flint.example' }, null],
  ['another site', { Host: '127.0.0.1:3000', Origin: 'https://evil.example' }, 'cross-origin'],
  ['a sandboxed frame', { Host: '127.0.0.1:3000', Origin: 'null' }, 'cross-origin'],
  ['another port', { Host: '127.0.0.1:3000', Origin: 'http://127.0.0.1:3001' }, 'cross-origin'],
  ['another part of the site', { Host: '127.0.0.1:3000', 'Sec-Fetch-Site': 'same-site' }, 'cross-origin'],
  [
    'a name that was turned to this machine',
    { Host: 'evil.example:3000', Origin: 'http://evil.example:3000' },
    'unknown-host',
  ],
  ['such a name without an origin', { Host: 'evil.example:3000', 'Sec-Fetch-Site': 'same-origin' }, 'unknown-host'],
  [
    'a name that only begins well',
    { Host: '127.0.0.1.evil.example', Origin: 'http://127.0.0.1.evil.example' },
    'unknown-host',
  ],
];

test.each(cases)('a server of one machine answers %s as it should', (_what, headers, expected) => {
  expect(refusalOf(headers, true)).toBe(expected);
});

test('a server that others can reach is called by whatever name they know', () => {
  expect(refusalOf({ Host: 'my-mac.local:3000', Origin: 'http://my-mac.local:3000' }, false)).toBeNull();
});

function refusalOf(headers: Record<string, string>, isLocalOnly: boolean): string | null {
  const request = new Request('http://127.0.0.1:3000/', { method: 'POST', headers });
  try {
    requireSameOrigin(request, { publicUrl: 'https://flint.example', isLocalOnly });
    return null;
  } catch (error) {
    return error instanceof HttpError ? error.code : String(error);
  }
}
