import { writeSync } from 'node:fs';
import { openSqliteStore } from './sqlite-store.ts';

// Run by sqlite-store.test.ts as a process of its own, to be killed: appends for ever, packs what is there all the while,
// and says what was acknowledged.
const [directory, sessionId] = process.argv.slice(2);
if (!directory || !sessionId) throw new Error('Usage: sqlite-store-writer.ts <directory> <session>');

const store = await openSqliteStore({ directory, waitForLockMs: 0 });
await store.createSession({ id: sessionId, editTokenHash: '', createdAtMs: 0 }, []);
for (let head = 0; ;) {
  const events = Array.from({ length: 1 + (head % 3) }, (_, index) => ({
    atMs: head,
    type: 'text-changed',
    payload: String(head + index + 1),
  }));
  await store.append(sessionId, { expectedHead: head, events, idempotencyKey: `key-${head}` });
  head += events.length;
  if (head % 50 < 3) {
    void store
      .saveSnapshot(sessionId, { sequence: head, state: `state ${head} ${'x'.repeat(head)}` })
      .then(() => store.pack(sessionId, head));
  }
  writeSync(1, `${head}\n`);
}
