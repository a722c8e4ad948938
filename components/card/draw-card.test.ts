import { expect, test, vi } from 'vitest';
import { readFonts } from '../../lib/server/read-fonts.ts';
import { tellSession } from '../../lib/session/session-story.ts';
import { takeSnapshot } from '../../lib/session/snapshot.ts';
import { describeSession } from './describe-session.ts';
import { drawCard } from './draw-card.tsx';

function tellGame() {
  const lines = Array.from(
    { length: 40 },
    (_, n) => `  <p class="line">${n} 漢字 😀 Καλημέρα ${'wide '.repeat(30)}</p>`,
  );
  const story = tellSession({ 'index.html': `<!doctype html>\n<script>const a = "b";</script>\n${lines.join('\n')}` });
  story.command({ type: 'rename-session', title: 'Ένα παιχνίδι 🎮' });
  const runId = story.startRun('Make a snake game\nwith a score');
  story.write(runId, '<script>', '<script defer>');
  story.end(runId);
  return takeSnapshot(story.state);
}

test('a card is a picture of the size that cards have, drawn without asking anybody for letters', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  const picture = await drawCard(tellGame(), await readFonts());
  const view = new DataView(picture.buffer, picture.byteOffset);
  expect([...picture.slice(1, 4)]).toEqual([...'PNG'].map((letter) => letter.charCodeAt(0)));
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([1_200, 630]);
  const elsewhere = asked.mock.calls
    .map(([asking]) => (asking instanceof Request ? asking.url : asking.toString()))
    .filter((address) => /^https?:/.test(address));
  asked.mockRestore();
  expect(elsewhere).toEqual([]);
}, 30_000);

test('a session is described by what was asked for last', () => {
  expect(describeSession(tellGame())).toEqual({
    title: 'Ένα παιχνίδι 🎮',
    description: '“Make a snake game with a score” · 1 turn, 10 tokens',
    size: '1 turn, 10 tokens',
  });
  expect(describeSession(takeSnapshot(tellSession().state))).toMatchObject({ title: 'Untitled', size: '1 file' });
});
