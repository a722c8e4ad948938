import { expect, test } from 'vitest';
import { replaceRange, textOf } from '../document/change.ts';
import { createReplica, editLocally, takeOutgoing } from '../document/replica.ts';
import { packUnsent, unpackUnsent } from './unsent-changes.ts';

test('what is under way and what waits come back as they were, in a page that knows only the JSON', () => {
  const typed = editLocally(createReplica(textOf('one\n'), 7), replaceRange(4, 0, 0, 'a '));
  const sent = takeOutgoing(typed, 'change-1')!.replica;
  const waiting = editLocally(sent, replaceRange(6, 6, 6, 'two\n'));
  const packed = packUnsent(new Map([['f', waiting]]));
  const [[fileId, replica]] = [...unpackUnsent(JSON.parse(JSON.stringify(packed)))] as [[string, typeof waiting]];
  expect(fileId).toBe('f');
  expect(replica.text.toString()).toBe('a one\ntwo\n');
  expect(JSON.stringify(replica)).toBe(JSON.stringify(waiting));
});

test('there is nothing to keep when everything is confirmed', () => {
  expect(packUnsent(new Map([['f', createReplica(textOf('one\n'), 7)]]))).toBeNull();
});
