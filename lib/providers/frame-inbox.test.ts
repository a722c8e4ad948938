import { expect, test } from 'vitest';
import { createFrameInbox } from './frame-inbox.ts';

function inboxOf() {
  const told: string[] = [];
  const inbox = createFrameInbox<number>({
    pause: () => told.push('pause'),
    resume: () => told.push('resume'),
    cancel: () => told.push('cancel'),
  });
  return { inbox, told, reader: inbox.frames.getReader() };
}

test('what came since the last reading comes together, and in order', async () => {
  const { inbox, reader } = inboxOf();
  inbox.put(1);
  inbox.put(2);
  expect(await inbox.first).toBe(1);
  expect(await reader.read()).toEqual({ done: false, value: [1, 2] });
  const next = reader.read();
  inbox.put(3);
  expect((await next).value).toEqual([3]);
});

test('a reader that is slow holds the connection back, and lets it go on once it has read', async () => {
  const { inbox, told, reader } = inboxOf();
  for (let frame = 0; frame < 3_000; frame += 1) inbox.put(frame);
  expect(told).toEqual(['pause']);
  expect((await reader.read()).value).toHaveLength(3_000);
  expect(told).toEqual(['pause', 'resume']);
});

test('what is there is given before the end, and before a failure', async () => {
  const ended = inboxOf();
  ended.inbox.put(1);
  ended.inbox.end();
  ended.inbox.put(2);
  expect((await ended.reader.read()).value).toEqual([1]);
  expect((await ended.reader.read()).done).toBe(true);

  const failed = inboxOf();
  failed.inbox.put(1);
  failed.inbox.fail(new Error('gone'));
  expect((await failed.reader.read()).value).toEqual([1]);
  await expect(failed.reader.read()).rejects.toThrow('gone');
});

test('a failure before the first frame is told to whoever waits for that', async () => {
  const { inbox } = inboxOf();
  inbox.fail(new Error('gone'));
  await expect(inbox.first).rejects.toThrow('gone');
});

test('whoever wants no more says so once, also while waiting', async () => {
  const { told, reader } = inboxOf();
  const waiting = reader.read();
  await reader.cancel();
  expect((await waiting).done).toBe(true);
  expect(told).toEqual(['cancel']);
});
