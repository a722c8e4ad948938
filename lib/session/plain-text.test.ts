import { expect, test } from 'vitest';
import { holdsPicture } from './plain-text.ts';
import { tellSession } from './session-story.ts';

test('a picture in an instruction gets a plain no, and talk about one does not', () => {
  const story = tellSession();
  const pasted = `make it look like data:image/png;base64,${'iVBORw0KGgo'.repeat(20)}`;
  expect(story.command({ type: 'start-run', instruction: pasted })).toBe('picture');
  expect(story.command({ type: 'start-run', instruction: 'a page \0 with more' })).toBe('picture');
  expect(holdsPicture('use a data: URL for the picture, as image/png in base64')).toBe(false);
  expect(story.command({ type: 'start-run', instruction: 'show logo.png at the top' })).toBeNull();
  expect(story.command({ type: 'redirect-run', instruction: pasted })).toBe('picture');
});

test('a binary file is not taken, by its name or by what is in it', () => {
  const story = tellSession();
  for (const path of ['logo.png', 'img/photo.JPEG', 'font.woff2', 'all.zip']) {
    expect(story.command({ type: 'create-file', path, text: 'x' })).toBe('not-text');
  }
  expect(story.command({ type: 'create-file', path: 'a.txt', text: 'PNG\0\0' })).toBe('not-text');
  expect(story.command({ type: 'create-file', path: 'logo.svg', text: '<svg/>' })).toBeNull();
  expect(story.command({ type: 'change-text', path: 'logo.svg', edits: [{ from: 0, insert: 'a\0b' }] })).toBe(
    'not-text',
  );
});
