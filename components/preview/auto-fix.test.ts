import { expect, test } from 'vitest';
import { type AutoFix, type AutoFixEvent, hasGivenUp, mayTry, nextAutoFix } from './auto-fix.ts';

const off: AutoFix = { isOn: false, tries: 0 };
const after = (...events: AutoFixEvent[]) => events.reduce(nextAutoFix, off);

test('nothing is mended by itself unless it was asked for', () => {
  expect(mayTry(off)).toBe(false);
  expect(mayTry(after('turned-on', 'turned-off'))).toBe(false);
});

test('it is tried twice in a row, then it has given up', () => {
  expect(mayTry(after('turned-on'))).toBe(true);
  expect(mayTry(after('turned-on', 'tried'))).toBe(true);
  expect(mayTry(after('turned-on', 'tried', 'tried'))).toBe(false);
  expect(hasGivenUp(after('turned-on', 'tried', 'tried'))).toBe(true);
  expect(hasGivenUp(after('tried', 'tried'))).toBe(false);
});

test('success, what a person asks for and turning it on begin the count anew', () => {
  for (const event of ['well', 'asked', 'turned-on'] as const) {
    expect(mayTry(after('turned-on', 'tried', 'tried', event)), event).toBe(true);
  }
});
