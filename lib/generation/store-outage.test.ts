import { expect, test } from 'vitest';
import { type EventStore, StoreError } from '../log/event-store.ts';
import { tellGeneration } from './generation-story.ts';
import { outageMs } from './run-attempt.ts';

const trouble: { kind: 'broken' | 'full' | null; writesFirst: boolean } = { kind: null, writesFirst: false };

/** A store that fails while there is trouble, before or after it has written. */
function troubled(store: EventStore): EventStore {
  trouble.kind = null;
  trouble.writesFirst = false;
  return {
    ...store,
    async append(...append) {
      const { kind } = trouble;
      if (kind && !trouble.writesFirst) throw new StoreError(kind, 'Away.');
      const outcome = await store.append(...append);
      if (kind) throw new StoreError(kind, 'Away.');
      return outcome;
    },
    async read(...range) {
      if (trouble.kind === 'broken') throw new StoreError('broken', 'Away.');
      return store.read(...range);
    },
  };
}

async function tellWriting() {
  const story = await tellGeneration({ makeStore: troubled });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>one');
  await story.landed('one');
  return { story, call };
}

for (const writesFirst of [false, true]) {
  const when = writesFirst ? 'right after it had written' : 'before it could write';
  test(`a run outlives a store that goes away ${when}: its answer is read on, and lands whole and once`, async () => {
    const { story, call } = await tellWriting();
    trouble.kind = 'broken';
    trouble.writesFirst = writesFirst;
    for (let piece = 0; piece < 40; piece++) {
      call.text(` t${piece}`);
      story.clock.advance(400);
      await story.settle();
    }
    expect(call.isClosed).toBe(false);
    trouble.kind = null;
    call.text('</p>\n```\n');
    call.end();
    await story.untilStatus('idle');
    const tokens = Array.from({ length: 40 }, (_, piece) => ` t${piece}`).join('');
    expect(story.text()).toBe(`<p>one${tokens}</p>\n`);
    expect(story.run().status).toBe('done');
    expect(story.reported).toEqual([]);
  });
}

test('commands are told at once that the store is away, and a repeated one is carried out once', async () => {
  const { story } = await tellWriting();
  trouble.kind = 'broken';
  trouble.writesFirst = true;
  const send = () =>
    story.session.dispatch({ type: 'create-file', path: 'a.js', text: '1' }, { clientId: 'ann', idempotencyKey: 'k' });
  await expect(send()).rejects.toThrow('Away');
  trouble.kind = null;
  expect((await send()).ok).toBe(true);
  story.clock.advance(5_000);
  await story.settle();
  expect(story.session.state.files.size).toBe(2);
  expect(story.session.state.sequence).toBe((await story.log.find('s'))!.head);
});

test('a run that was started by an append of which nobody heard is carried out all the same', async () => {
  const story = await tellGeneration({ makeStore: troubled });
  const told: number[] = [];
  void (async () => {
    for await (const item of story.log.follow('s', { after: 1, signal: new AbortController().signal }))
      if (item.type === 'events') told.push(...item.events.map(({ sequence }) => sequence));
  })();
  await story.settle();
  trouble.kind = 'broken';
  trouble.writesFirst = true;
  const send = () =>
    story.session.dispatch({ type: 'start-run', instruction: 'go' }, { clientId: 'ann', idempotencyKey: 'k' });
  await expect(send()).rejects.toThrow('Away');
  trouble.kind = null;
  const call = await story.call(0);
  call.text('Nothing to do.');
  call.end();
  await story.untilStatus('idle');
  expect(await send()).toEqual({ ok: true, value: { sequence: 2 } });
  expect(told.slice(0, 2)).toEqual([2, 3]);
});

test('a store that stays away ends the run with plain words, once they can be kept, and nothing read is lost', async () => {
  const { story, call } = await tellWriting();
  trouble.kind = 'broken';
  call.text(' two');
  for (let ms = 0; ms < outageMs + 4_000; ms += 500) {
    story.clock.advance(500);
    await story.settle();
  }
  expect(call.isClosed).toBe(true);
  trouble.kind = null;
  await story.untilStatus('failed');
  expect(story.text()).toBe('<p>one two');
  expect(story.run().failure?.code).toBe('store-unavailable');
});

test('an answer that outgrows what can be kept of it meanwhile is read no further', async () => {
  const { story, call } = await tellWriting();
  trouble.kind = 'broken';
  for (let piece = 0; piece < 21; piece++) call.text(`${'x'.repeat(100_000)}\n`);
  story.clock.advance(16);
  await story.settle();
  expect(call.isClosed).toBe(true);
  trouble.kind = null;
  await story.untilStatus('failed');
  expect(story.run().failure?.code).toBe('store-unavailable');
});

test('a full disk ends the run with words of its own, and there is a next one when there is room again', async () => {
  const { story, call } = await tellWriting();
  trouble.kind = 'full';
  call.text(' two');
  story.clock.advance(16);
  await story.settle();
  expect(call.isClosed).toBe(true);
  await expect(story.command({ type: 'create-file', path: 'a.js' })).rejects.toMatchObject({ kind: 'full' });
  trouble.kind = null;
  await story.untilStatus('failed');
  expect(story.run().failure?.code).toBe('store-full');
  expect(story.text()).toBe('<p>one two');
  expect(await story.command({ type: 'continue-run', runId: story.run().id })).toBeNull();
  expect((await story.call(1)).request.messages.at(-1)?.text).toContain('<p>one two');
});

test('a process that ends does not wait long for a store that is away', async () => {
  const { story } = await tellWriting();
  trouble.kind = 'broken';
  let hasClosed = false;
  void story.runner.close().then(() => (hasClosed = true));
  for (let ms = 0; ms < 6_000; ms += 500) {
    story.clock.advance(500);
    await story.settle();
  }
  expect(hasClosed).toBe(true);
});
