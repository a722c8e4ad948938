import { expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { createEventLog } from '../log/event-log.ts';
import { createInProcessBus } from '../log/in-process-bus.ts';
import { createMemoryStore } from '../log/memory-store.ts';
import { emptySession } from '../session/session-state.ts';
import { streamEvents } from './event-stream.ts';

test('a stream that its reader leaves lets go of everything, once', async () => {
  const story = await tellStream();
  await story.reader.read();
  expect(story.listeners).toBe(1);
  await story.reader.cancel();
  expect(story).toMatchObject({ listeners: 0, ended: 1 });
  story.abort.abort();
  expect(story.ended).toBe(1);
});

test('a stream that is called off ends with a frame, and lets go at once, read or not', async () => {
  const story = await tellStream();
  await story.reader.read();
  story.abort.abort();
  expect(story.ended).toBe(1);
  expect(await story.rest()).toContain('event: end\n');
  expect(story).toMatchObject({ listeners: 0, ended: 1 });
});

test('a stream that was called off before it began lets go too', async () => {
  const story = await tellStream({ isAborted: true });
  expect(story.ended).toBe(1);
  expect(await story.rest()).toContain('event: end\n');
  expect(story.listeners).toBe(0);
});

test('a reader who is too slow is told to come back, and the stream lets go', async () => {
  const story = await tellStream();
  await story.reader.read();
  await story.reader.read();
  await new Promise<void>((resolve) => setImmediate(resolve));
  await story.write('first');
  for (let part = 0; part < 5; part++) await story.write('x'.repeat(400_000));
  expect(await story.rest()).toMatch(/event: resync\ndata: \{\}\n\n$/);
  expect(story).toMatchObject({ listeners: 0, ended: 1 });
});

test('a stream whose store fails lets go', async () => {
  const story = await tellStream({ isBroken: true });
  await expect(story.rest()).rejects.toThrow('broken store');
  expect(story).toMatchObject({ listeners: 0, ended: 1 });
});

async function tellStream({ isAborted = false, isBroken = false } = {}) {
  const bus = createInProcessBus();
  const store = createMemoryStore();
  const abort = new AbortController();
  if (isAborted) abort.abort();
  let listeners = 0;
  let ended = 0;
  let head = 1;
  const log = createEventLog({
    store: isBroken ? { ...store, read: () => Promise.reject(new Error('broken store')) } : store,
    clock: systemClock,
    bus: {
      ...bus,
      subscribe(sessionId, listener) {
        listeners++;
        const unsubscribe = bus.subscribe(sessionId, listener);
        return () => {
          listeners--;
          unsubscribe();
        };
      },
    },
  });
  await log.create({ id: 's', editTokenHash: '' }, [{ type: 'session-started', payload: '{"title":"","files":[]}' }]);
  const state = { ...emptySession, sequence: 1 };
  const reader = streamEvents({
    log,
    sessionId: 's',
    state,
    after: 0,
    signal: abort.signal,
    onEnd: () => ended++,
  }).getReader();
  return {
    reader,
    abort,
    get listeners() {
      return listeners;
    },
    get ended() {
      return ended;
    },
    async write(text: string): Promise<void> {
      await log.append('s', { expectedHead: head++, events: [{ type: 'note', payload: JSON.stringify({ text }) }] });
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
    async rest(): Promise<string> {
      const decoder = new TextDecoder();
      let text = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return text;
        text += decoder.decode(value, { stream: true });
      }
    },
  };
}
