import { expect, test } from 'vitest';
import { readKey } from './read-key.ts';
import type { BarSituation, KeyPress } from './read-key.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
});
const idle: BarSituation = { isRunning: false, hasText: true, isAsking: false, caret: 'end', isRecalling: false };
const running: BarSituation = { ...idle, isRunning: true };

test('Enter runs when idle and redirects while running', () => {
  expect(readKey(press('Enter'), idle)).toBe('run');
  expect(readKey(press('Enter'), running)).toBe('redirect');
});

test('Enter with nothing written does nothing, or keeps when that is asked', () => {
  expect(readKey(press('Enter'), { ...idle, hasText: false })).toBe('nothing');
  expect(readKey(press('Enter'), { ...running, hasText: false })).toBe('nothing');
  expect(readKey(press('Enter'), { ...idle, hasText: false, isAsking: true })).toBe('keep');
});

test('Shift+Enter takes back and redirects while running, and is a new line when idle', () => {
  expect(readKey(press('Enter', { shiftKey: true }), running)).toBe('revert-and-redirect');
  expect(readKey(press('Enter', { shiftKey: true }), idle)).toBeNull();
  expect(readKey(press('Enter', { shiftKey: true }), { ...running, hasText: false })).toBe('nothing');
});

test('Alt+Enter is always a new line', () => {
  expect(readKey(press('Enter', { altKey: true }), idle)).toBe('newline');
  expect(readKey(press('Enter', { altKey: true, shiftKey: true }), running)).toBe('newline');
});

test('Esc stops while running', () => {
  expect(readKey(press('Escape'), running)).toBe('stop');
  expect(readKey(press('Escape'), idle)).toBeNull();
});

test('an Enter that ends a composed letter belongs to the keyboard', () => {
  expect(readKey(press('Enter', { isComposing: true }), idle)).toBeNull();
});

test('arrows recall only from the edge of the text', () => {
  expect(readKey(press('ArrowUp'), { ...idle, caret: 'start' })).toBe('earlier');
  expect(readKey(press('ArrowUp'), { ...idle, caret: 'whole', hasText: false })).toBe('earlier');
  expect(readKey(press('ArrowUp'), { ...idle, caret: 'within' })).toBeNull();
  expect(readKey(press('ArrowUp'), { ...idle, caret: 'end' })).toBeNull();
  expect(readKey(press('ArrowUp'), { ...idle, caret: 'end', isRecalling: true })).toBe('earlier');
  expect(readKey(press('ArrowDown'), { ...idle, caret: 'end', isRecalling: true })).toBe('later');
  expect(readKey(press('ArrowDown'), { ...idle, caret: 'end' })).toBeNull();
  expect(readKey(press('ArrowUp', { ctrlKey: true }), { ...idle, caret: 'start' })).toBeNull();
});
