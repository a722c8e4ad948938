import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { replaceRange, textOf, type Change } from './change.ts';
import { apply, createOrderedText, rebase } from './ordered-text.ts';
import {
  createReplica,
  editLocally,
  isSettled,
  leapTo,
  receive,
  refuseInFlight,
  resend,
  takeOutgoing,
  type Outgoing,
  type Replica,
} from './replica.ts';

test('typing shows at once and is settled when it comes back', () => {
  const desk = createDesk('ab');
  desk.type(1, 'X');
  expect(desk.seen()).toBe('aXb');
  expect(isSettled(desk.replica)).toBe(false);
  const outgoing = desk.send('1');
  expect(outgoing).toMatchObject({ changeId: '1', version: 0 });
  expect(desk.confirm(outgoing)).toBeNull();
  expect(isSettled(desk.replica)).toBe(true);
  expect(desk.replica.confirmed.text.toString()).toBe('aXb');
});

test('one change is under way at a time, and what waits goes out as one', () => {
  const desk = createDesk('');
  expect(takeOutgoing(desk.replica, '0')).toBeNull();
  desk.type(0, 'a');
  const first = desk.send('1');
  desk.type(1, 'b');
  desk.type(2, 'c');
  expect(takeOutgoing(desk.replica, '2')).toBeNull();
  desk.confirm(first);
  const second = desk.send('2');
  expect(second.version).toBe(1);
  expect(second.change.toJSON()).toEqual([1, [0, 'bc']]);
});

test('what others typed first at the same place stands first on both sides', () => {
  const desk = createDesk('()');
  desk.type(1, 'mine');
  const outgoing = desk.send('1');
  desk.type(5, '+');
  expect(desk.others(1, 1, 'theirs')?.toJSON()).toEqual([1, [0, 'theirs'], 6]);
  expect(desk.seen()).toBe('(theirsmine+)');
  desk.confirm(outgoing);
  desk.confirm(desk.send('2'));
  expect(desk.server()).toBe('(theirsmine+)');
  expect(desk.seen()).toBe('(theirsmine+)');
});

test('text typed into a range that others deleted survives', () => {
  const desk = createDesk('abcdef');
  desk.type(3, 'X');
  desk.others(1, 5, '');
  expect(desk.seen()).toBe('aXf');
  desk.confirm(desk.send('1'));
  expect(desk.server()).toBe('aXf');
});

test('what was received before is passed over, and a skipped version is an error', () => {
  const { replica } = createDesk('a');
  const change = replaceRange(1, 1, 1, 'b');
  const { replica: next } = receive(replica, { version: 1, change });
  expect(receive(next, { version: 1, change })).toEqual({ replica: next, visible: null });
  expect(() => receive(next, { version: 3, change })).toThrow(RangeError);
});

test('after a lost connection the same change goes out under the same id at its first version', () => {
  const desk = createDesk('ab');
  expect(resend(desk.replica)).toBeNull();
  desk.type(2, '!');
  const outgoing = desk.send('1');
  desk.others(0, 0, 'zz');
  desk.type(5, '?');
  expect(resend(desk.replica)).toBe(outgoing);
  desk.confirm(outgoing);
  expect(desk.server()).toBe('zzab!');
  expect(resend(desk.replica)).toBeNull();
  expect(desk.seen()).toBe('zzab!?');
});

test('a refused change is taken out, what was typed since stays, and the lost text is handed back', () => {
  const desk = createDesk('abc');
  expect(refuseInFlight(desk.replica)).toBeNull();
  desk.edit(replaceRange(3, 1, 2, 'LOST\nTOO'));
  desk.send('1');
  desk.type(3, '+');
  desk.others(3, 3, '!');
  expect(desk.seen()).toBe('aLO+ST\nTOOc!');
  const refused = refuseInFlight(desk.replica)!;
  expect(refused.lostText).toBe('LOST\nTOO');
  expect(refused.replica.text.toString()).toBe('ab+c!');
  expect(refused.replica.inFlight).toBeNull();
  desk.replica = refused.replica;
  desk.confirm(desk.send('2'));
  expect(desk.server()).toBe('ab+c!');
});

test('when our change was ordered otherwise than we did, the order is shown and later typing is kept', () => {
  const desk = createDesk('abc');
  desk.type(3, 'X');
  desk.send('1');
  desk.type(4, 'Y');
  const heard = receive(desk.replica, { version: 1, changeId: '1', change: replaceRange(3, 0, 0, 'X') });
  expect(heard.visible).not.toBeNull();
  expect(heard.replica.confirmed.text.toString()).toBe('Xabc');
  expect(heard.replica.text.toString()).toBe('XabcY');
});

/** One person in front of a server that answers when told to. */
function createDesk(content: string) {
  let ordered = createOrderedText(textOf(content));
  const desk = {
    replica: createReplica(textOf(content), 0) as Replica,
    seen: () => desk.replica.text.toString(),
    server: () => ordered.text.toString(),
    edit(change: Change) {
      desk.replica = editLocally(desk.replica, change);
    },
    type(at: number, insert: string) {
      desk.edit(replaceRange(desk.replica.text.length, at, at, insert));
    },
    send(changeId: string): Outgoing {
      const taken = takeOutgoing(desk.replica, changeId)!;
      desk.replica = taken.replica;
      return taken.outgoing;
    },
    confirm({ changeId, version, change }: Outgoing) {
      const rebased = rebase(ordered, { version, change });
      if (!rebased.ok) throw new Error(rebased.refusal);
      return desk.deliver(rebased.value, changeId);
    },
    others(from: number, to: number, insert: string) {
      return desk.deliver(replaceRange(ordered.text.length, from, to, insert));
    },
    deliver(change: Change, changeId?: string) {
      ordered = apply(ordered, change);
      const heard = receive(desk.replica, { version: ordered.version, change, changeId });
      desk.replica = heard.replica;
      return heard.visible;
    },
  };
  return desk;
}

test('a replica that leaps over changes it never saw ends with everybody’s text, and keeps what was typed, in 500 seeds', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const random = createSeededRandom(seed);
    let letters = 0x4e00;
    const insertAt = (length: number, text: string) => {
      const at = random.integer(length + 1);
      return replaceRange(length, at, at, text);
    };
    let server = createOrderedText(textOf('one\ntwo\nthree\n'), 0);
    let replica: Replica = createReplica(server.text, 0);
    const typed: string[] = [];
    const type = () => {
      const letter = String.fromCodePoint(letters++);
      typed.push(letter);
      replica = editLocally(replica, insertAt(replica.text.length, letter));
    };
    const othersChange = () => {
      const length = server.text.length;
      const at = random.integer(length);
      const isPlain = /^[a-z\n]*$/.test(server.text.sliceString(at, at + 2));
      const to = isPlain ? Math.min(length, at + random.integer(3)) : at;
      server = apply(server, replaceRange(length, at, to, random.pick(['x', 'y\n', ''])));
    };
    const order = (outgoing: Outgoing) => {
      const change = rebase(server, outgoing);
      if (!change.ok) throw new Error(`Seed ${seed}: ${change.refusal}`);
      server = apply(server, change.value);
      return { change: change.value, version: server.version, changeId: outgoing.changeId };
    };

    for (let count = random.integer(3); count > 0; count--) type();
    const taken = random.chance(0.7) ? takeOutgoing(replica, 'first') : null;
    if (taken) replica = taken.replica;
    for (let count = random.integer(3); count > 0; count--) type();
    for (let count = random.integer(5); count > 0; count--) othersChange();
    const hasInFlight = taken !== null && random.chance(0.5);
    if (hasInFlight) order(taken.outgoing);
    for (let count = random.integer(5); count > 0; count--) othersChange();

    const seen = replica.text;
    const leapt = leapTo(replica, { text: server.text, version: server.version }, { hasInFlight });
    replica = leapt.replica;
    expect(leapt.visible.apply(seen).toString()).toBe(replica.text.toString());
    if (taken && !hasInFlight) replica = receive(replica, order(taken.outgoing)).replica;
    for (let count = random.integer(3); count > 0; count--) type();
    const last = takeOutgoing(replica, 'last');
    if (last) replica = receive(last.replica, order(last.outgoing)).replica;
    expect(replica.text.toString(), `seed ${seed}`).toBe(server.text.toString());
    for (const letter of typed) expect(replica.text.toString(), `seed ${seed}`).toContain(letter);
  }
});
