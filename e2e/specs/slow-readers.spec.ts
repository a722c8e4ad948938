import { readNothing } from '../fixtures/idle-reader.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

test('who reads nothing is let go, and the connection with it, and everybody else has all of it', async ({ flint }) => {
  const door = await createSession(flint.url, { 'long.txt': '' });
  const reader = door.follow();
  const idle = await readNothing(flint.url, door.sessionId, { authorization: `Bearer ${door.editToken}` });
  // More than the two ends of a connection hold for each other, and the server for a reader.
  let sequence = 0;
  const text = 'x'.repeat(60_000);
  for (let round = 0; round < 160; round++) {
    sequence = await door.send({
      type: 'change-text',
      path: 'long.txt',
      edits: [{ from: 0, to: round ? 60_000 : 0, insert: text }],
    });
  }
  await reader.until(({ id }) => id === sequence);
  // The server waits for a moment, in case that the reader reads on.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const read = await idle.readOn();
  expect(read).toContain('HTTP/1.1 200');
  expect(read).not.toContain('event: resync');
  expect(read).not.toContain(`id: ${sequence}\n`);
  await reader.stop();
});
