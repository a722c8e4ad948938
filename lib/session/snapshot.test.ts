import { expect, test } from 'vitest';
import { emptySession } from './session-state.ts';
import { tellSession } from './session-story.ts';
import { snapshotPieces, takeSnapshot } from './snapshot.ts';

test('the pieces of a snapshot are its JSON, whatever is in the files', () => {
  const long = Array.from({ length: 9_000 }, (_, line) => `line ${line} "Ω🙂" \\ \t${'x'.repeat(line % 30)}`).join(
    '\n',
  );
  const story = tellSession({
    'index.html': 'one\ntwo\n',
    'long.js': long,
    'flat.js': 'y'.repeat(70_000),
    'empty.css': '',
  });
  const runId = story.startRun('say "text":"" and \u2028');
  story.write(runId, 'two', 'three');
  story.end(runId);
  for (const state of [emptySession, story.state]) {
    expect([...snapshotPieces(state)].join('')).toBe(JSON.stringify(takeSnapshot(state)));
  }
  expect(Math.max(...[...snapshotPieces(story.state)].map((piece) => piece.length))).toBeLessThan(100_000);
});

test('a file that has the very words of the seam in its name stays whole', () => {
  const story = tellSession({ 'a"text":"".js': 'one\n' });
  expect([...snapshotPieces(story.state)].join('')).toBe(JSON.stringify(takeSnapshot(story.state)));
});
