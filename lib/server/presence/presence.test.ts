import { expect, test } from 'vitest';
import { createManualClock } from '../../base/clock.ts';
import { createInProcessSignalBus } from '../../log/in-process-signal-bus.ts';
import type { SignalBus } from '../../log/signal-bus.ts';
import type { LaneName } from '../feed/session-feed.ts';
import { createPresence } from './presence.ts';
import type { Tally } from './tally.ts';

const caret = { fileId: 'f', from: 1, to: 2, version: 3 };

test('everybody is told who is here: editors first, those without a name counted', () => {
  const story = tellPresence();
  const here = story.process('a');
  here.enter({ clientId: 'vic', name: 'Vic' });
  here.enter({ clientId: null });
  here.enter({ clientId: 'ann', name: 'Ann', tokenHash: 'h1' });
  story.pass(250);
  const tally = {
    people: [
      { clientId: 'ann', name: 'Ann', role: 'editor', caret: null },
      { clientId: 'vic', name: 'Vic', role: 'viewer', caret: null },
    ],
    viewers: 2,
    editors: 1,
  };
  expect(here.told('editors').at(-1)).toEqual(tally);
  expect(here.told('crowd').at(-1)).toEqual(tally);
});

test('who leaves is gone, and a page that comes back before it has left counts once', () => {
  const story = tellPresence();
  const here = story.process('a');
  const first = here.enter({ clientId: 'ann', tokenHash: 'h1' });
  here.enter({ clientId: 'ann', tokenHash: 'h1' });
  const bob = here.enter({ clientId: 'bob' });
  story.pass(250);
  expect(here.told('crowd').at(-1)).toMatchObject({ editors: 1, viewers: 1 });
  first.leave();
  bob.leave();
  bob.leave();
  story.pass(250);
  expect(here.told('crowd').at(-1)).toMatchObject({ editors: 1, viewers: 0 });
});

test('a thousand who come one after another are told of in a few frames, and thirty of them by name', () => {
  const story = tellPresence();
  const here = story.process('a');
  for (let index = 0; index < 1_000; index++) {
    here.enter({ clientId: `c${index}`, name: `${index}` });
    story.pass(10);
  }
  story.pass(2_000);
  expect(here.told('crowd').length).toBeLessThan(20);
  expect(here.told('crowd').at(-1)).toMatchObject({ viewers: 1_000 });
  expect(here.told('crowd').at(-1)?.people).toHaveLength(30);
});

test('those in other processes are counted too: at once, and as long as their process is heard of', () => {
  const story = tellPresence();
  const [here, there] = [story.process('a'), story.process('b')];
  here.enter({ clientId: 'ann', tokenHash: 'h1' });
  story.pass(250);
  there.enter({ clientId: 'vic' });
  story.pass(250);
  for (const one of [here, there]) expect(one.told('crowd').at(-1)).toMatchObject({ editors: 1, viewers: 1 });
  story.pass(60_000);
  expect(there.told('crowd').at(-1)).toMatchObject({ editors: 1, viewers: 1 });
  here.cutOff();
  story.pass(21_000);
  expect(there.told('crowd').at(-1)).toMatchObject({ editors: 0, viewers: 1 });
});

test('whoever leaves last in a process is not waited for', () => {
  const story = tellPresence();
  const [here, there] = [story.process('a'), story.process('b')];
  const ann = here.enter({ clientId: 'ann', tokenHash: 'h1' });
  there.enter({ clientId: 'vic' });
  story.pass(500);
  ann.leave();
  story.pass(250);
  expect(there.told('crowd').at(-1)).toMatchObject({ editors: 0, viewers: 1 });
});

test('a page that has spoken and then says nothing for a minute and a half is gone, until it speaks again', () => {
  const story = tellPresence();
  const [here, there] = [story.process('a'), story.process('b')];
  here.enter({ clientId: 'ann', name: 'Ann', tokenHash: 'h1' });
  const speak = () => there.presence.tell('s', { clientId: 'ann', name: null, caret: null, mayEdit: true });
  let areThere = 0;
  const end = there.presence.attend('s', () => {
    areThere += 1;
    return () => (areThere -= 1);
  });
  speak();
  story.pass(85_000);
  speak();
  story.pass(85_000);
  expect(areThere).toBe(1);
  story.pass(15_000);
  expect(areThere).toBe(0);
  speak();
  story.pass(500);
  expect(areThere).toBe(1);
  end();
});

test('who never speaks, as a program that only reads the feed, stays as long as its connection', () => {
  const story = tellPresence();
  const here = story.process('a');
  here.enter({ clientId: 'ann', tokenHash: 'h1' });
  story.pass(600_000);
  expect(here.told('crowd').at(-1)).toMatchObject({ editors: 1 });
});

test('saying no more than that one is still there is no news', () => {
  const story = tellPresence();
  const here = story.process('a');
  here.enter({ clientId: 'ann', name: 'Ann', tokenHash: 'h1' });
  story.pass(500);
  const told = here.told('crowd').length;
  for (let count = 0; count < 10; count++) {
    here.presence.tell('s', { clientId: 'ann', name: 'Ann', caret: null, mayEdit: true });
    story.pass(500);
  }
  expect(here.told('crowd')).toHaveLength(told);
});

test('an editor’s caret reaches everybody, whichever process its feed is in; a viewer’s does not', () => {
  const story = tellPresence();
  const [here, there] = [story.process('a'), story.process('b')];
  here.enter({ clientId: 'ann', name: 'Ann', tokenHash: 'h1' });
  there.enter({ clientId: 'vic', name: 'Vic' });
  story.pass(500);
  there.presence.tell('s', { clientId: 'ann', name: 'Anna', caret, mayEdit: true });
  there.presence.tell('s', { clientId: 'vic', name: null, caret, mayEdit: false });
  story.pass(500);
  expect(there.told('editors').at(-1)?.people).toEqual([
    { clientId: 'ann', name: 'Anna', role: 'editor', caret },
    { clientId: 'vic', name: 'Vic', role: 'viewer', caret: null },
  ]);
});

test('who may not edit speaks for no editor', () => {
  const story = tellPresence();
  const here = story.process('a');
  here.enter({ clientId: 'ann', name: 'Ann', tokenHash: 'h1' });
  here.presence.tell('s', { clientId: 'ann', name: 'Mallory', caret: null, mayEdit: false });
  story.pass(500);
  expect(here.told('editors').at(-1)?.people[0]?.name).toBe('Ann');
});

test('with a new edit token those who came with the old one only watch from then on, in every process', () => {
  const story = tellPresence();
  const [here, there] = [story.process('a'), story.process('b')];
  const ann = here.enter({ clientId: 'ann', tokenHash: 'h1' });
  const bob = there.enter({ clientId: 'bob', tokenHash: 'h1' });
  story.pass(500);
  here.presence.withdrawEditors('s', 'h2');
  const eve = there.enter({ clientId: 'eve', tokenHash: 'h2' });
  story.pass(500);
  for (const one of [here, there]) expect(one.told('editors').at(-1)).toMatchObject({ editors: 1, viewers: 2 });
  expect([ann, bob, eve].map(({ frames }) => frames)).toEqual([
    ['event: withdrawn\ndata: {}\n\n'],
    ['event: withdrawn\ndata: {}\n\n'],
    [],
  ]);
});

test('a process that was not told of the new token finds out by itself', async () => {
  const story = tellPresence();
  const here = story.process('a');
  const ann = here.enter({ clientId: 'ann', tokenHash: 'h1' });
  story.keptHash = 'h2';
  story.pass(5_000);
  await Promise.resolve();
  await Promise.resolve();
  expect(ann.frames).toEqual(['event: withdrawn\ndata: {}\n\n']);
});

test('a run’s process knows of editors that are only elsewhere, and when there are none', () => {
  const story = tellPresence();
  const [here, there] = [story.process('a'), story.process('b')];
  let areThere = 0;
  const end = here.presence.attend('s', () => {
    areThere++;
    return () => areThere--;
  });
  const ann = there.enter({ clientId: 'ann', tokenHash: 'h1' });
  there.enter({ clientId: 'vic' });
  story.pass(500);
  expect(areThere).toBe(1);
  ann.leave();
  story.pass(500);
  expect(areThere).toBe(0);
  there.enter({ clientId: 'ann', tokenHash: 'h1' });
  story.pass(500);
  expect(areThere).toBe(1);
  end();
  expect(story.listeners()).toBe(1);
});

test('as long as other processes cannot be heard, nobody in them counts as gone', () => {
  const story = tellPresence();
  const [here, there] = [story.process('a'), story.process('b')];
  let areThere = 0;
  here.presence.attend('s', () => {
    areThere++;
    return () => areThere--;
  });
  here.enter({ clientId: 'vic' });
  there.enter({ clientId: 'ann', tokenHash: 'h1' });
  story.pass(500);
  story.isBlind = true;
  there.cutOff();
  story.pass(120_000);
  expect(areThere).toBe(1);
  expect(here.told('crowd').at(-1)).toMatchObject({ editors: 1 });
  story.isBlind = false;
  story.pass(25_000);
  expect(areThere).toBe(0);
});

test('signals that cannot be read are passed over', () => {
  const story = tellPresence();
  const here = story.process('a');
  here.enter({ clientId: 'ann' });
  for (const message of ['', '{', '{"kind":"here"}', '{"kind":"of-a-newer-version","from":"b"}']) {
    story.bus.send('s', message);
  }
  story.pass(500);
  expect(here.told('crowd').at(-1)).toMatchObject({ editors: 0, viewers: 1 });
});

function tellPresence() {
  const clock = createManualClock();
  const bus = createInProcessSignalBus();
  let listeners = 0;
  const story = {
    bus,
    keptHash: null as string | null,
    isBlind: false,
    listeners: () => listeners,
    pass(ms: number) {
      clock.advance(ms);
    },
    process(processId: string) {
      const said: { readonly lane: LaneName; readonly frame: string }[] = [];
      let isCutOff = false;
      const signals: SignalBus = {
        ...bus,
        send: (sessionId, message) => {
          if (!isCutOff) bus.send(sessionId, message);
        },
        listen(sessionId, listener) {
          listeners++;
          const unlisten = bus.listen(sessionId, listener);
          return () => {
            listeners--;
            unlisten();
          };
        },
      };
      const presence = createPresence({
        signals,
        clock,
        processId,
        say: (_sessionId, lane, frame) => said.push({ lane, frame: String(frame) }),
        isBlind: () => story.isBlind,
        findTokenHash: () => Promise.resolve(story.keptHash),
      });
      return {
        presence,
        cutOff: () => {
          isCutOff = true;
        },
        enter(visitor: { readonly clientId: string | null; readonly name?: string; readonly tokenHash?: string }) {
          const frames: string[] = [];
          const { clientId, name = '', tokenHash = null } = visitor;
          const send = (frame: Buffer) => frames.push(String(frame));
          return { ...presence.enter('s', { clientId, name, tokenHash, send }), frames };
        },
        told: (lane: LaneName): Tally[] =>
          said
            .filter((one) => one.lane === lane)
            .map(({ frame }) => JSON.parse(/^event: presence\ndata: (.*)\n\n$/.exec(frame)?.[1] ?? '') as Tally),
      };
    },
  };
  return story;
}
