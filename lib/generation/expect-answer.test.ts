import { expect, test } from 'vitest';
import { foldSession } from '../session/fold-session.ts';
import { emptySession, type SessionState } from '../session/session-state.ts';
import { expectAnswer } from './expect-answer.ts';

function sessionWith(files: Readonly<Record<string, string>>): SessionState {
  return foldSession(emptySession, {
    type: 'session-started',
    sequence: 1,
    atMs: 0,
    title: '',
    files: Object.entries(files).map(([path, text]) => ({ fileId: path, path, text })),
  });
}

const page = '<!doctype html>\n<p>Hello</p>\n';
const askedIn = (openFileId: string) => ({ openFileId, selection: null });

test('a short open file is expected again as it is, in the form that answers have', () => {
  const { prediction } = expectAnswer(sessionWith({ 'index.html': page }), askedIn('index.html'), 'run');
  expect(prediction).toBe(`index.html\n\`\`\`html\n${page}\n\`\`\`\n`);
});

test('nothing is predicted of a long file, of an empty one, of a selection, or when edits are asked for again', () => {
  const session = sessionWith({ 'index.html': page, 'long.js': 'let a;\n'.repeat(151), 'new.js': '' });
  const selection = { fileId: 'index.html', from: 0, to: 3 };
  expect([
    expectAnswer(session, askedIn('long.js'), 'run').prediction,
    expectAnswer(session, askedIn('new.js'), 'run').prediction,
    expectAnswer(session, { openFileId: 'index.html', selection }, 'run').prediction,
    expectAnswer(session, askedIn('index.html'), 'reask').prediction,
  ]).toEqual([null, null, null, null]);
});

test('an answer may be as long as a new program and all short files together', () => {
  const files = { 'a.js': 'x'.repeat(3_000), 'b.js': 'x'.repeat(600), 'long.js': 'let a;\n'.repeat(2_000) };
  expect(expectAnswer(sessionWith({}), askedIn('a.js'), 'run').tokens).toBe(6_000);
  expect(expectAnswer(sessionWith(files), askedIn('a.js'), 'run').tokens).toBe(7_200);
});
