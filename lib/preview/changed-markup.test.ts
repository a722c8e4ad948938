import { expect, test } from 'vitest';
import { changedMarkup } from './changed-markup.ts';

test('texts, whole tags and styles can be changed where they stand', () => {
  expect(changedMarkup('<h1>Hello</h1><p>x</p>', '<h1>Hello you</h1><p>x</p>')).toBe('whole');
  expect(changedMarkup('<p>x</p>', '<p>x</p><b>y</b>')).toBe('whole');
  expect(changedMarkup('<p class="a">x</p>', '<p class="b">x</p>')).toBe('whole');
  expect(changedMarkup('<style>p{}</style>', '<style>p{color:red}</style>')).toBe('whole');
  expect(changedMarkup('<script>a()</script><p>x</p>', '<script>a()</script><p>y</p>')).toBe('whole');
  expect(changedMarkup('<p>1 < 2</p>', '<p>1 < 3</p>')).toBe('whole');
});

test('a tag that is being typed is half', () => {
  expect(changedMarkup('<p>x</p>', '<p>x<</p>')).toBe('half');
  expect(changedMarkup('<p>x</p>', '<p>x<b</p>')).toBe('half');
  expect(changedMarkup('<p>x</p>', '<p>x</p><b')).toBe('half');
  expect(changedMarkup('<p>x</p>', '<p>x<b></p>')).toBe('whole');
  expect(changedMarkup('<p>x</p>', '<p class="a>x</p>')).toBe('whole');
});

test('a script, and one that comes or goes', () => {
  expect(changedMarkup('<script>a()</script>', '<script>b()</script>')).toBe('script');
  expect(changedMarkup('<p>x</p><script>a()</script>', '<p>x</p><script>a();c()</script>')).toBe('script');
});
