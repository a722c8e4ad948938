import { expect, test } from 'vitest';
import { StoreError } from '../log/event-store.ts';
import { isRunning } from '../session/run-machine.ts';
import { tellGeneration } from './generation-story.ts';
import type { ModelSource } from './model-source.ts';

/** Models that a person brought: the same one, under another name. */
function bring(of: Awaited<ReturnType<typeof tellGeneration>>['models'], model: string): ModelSource {
  return {
    choose: async (wish) => ({ ...(await of.choose(wish)), model }),
    nextBest: (refused) => Promise.resolve(`${refused}-of-${model}`),
  };
}

test('a run is asked with the models that came with its command, and so are its redirects', async () => {
  const story = await tellGeneration();
  const own = bring(story.models, 'anns');
  await story.session.dispatch({ type: 'start-run', instruction: 'Write' }, { clientId: 'ann', models: own });
  expect((await story.call(0)).request.model).toBe('anns');
  await story.command({ type: 'redirect-run', instruction: 'Shorter' });
  expect((await story.call(1)).request.model, 'who redirects brought none').toBe('anns');
  const bobs = bring(story.models, 'bobs');
  await story.session.dispatch({ type: 'redirect-run', instruction: 'Blue' }, { clientId: 'bob', models: bobs });
  expect((await story.call(2)).request.model).toBe('bobs');
  (await story.call(2)).end();
  await story.untilStatus('idle');

  await story.command({ type: 'start-run', instruction: 'Again' });
  expect((await story.call(3)).request.model, 'the next run has none of them').toBe('m');
});

test('each racer is asked with the models that came with the race', async () => {
  const story = await tellGeneration();
  const models = bring(story.models, 'anns');
  await story.session.dispatch(
    { type: 'start-race', instruction: 'Write', models: ['played/a', 'played/b'] },
    { clientId: 'ann', models },
  );
  expect([(await story.call(0)).request.model, (await story.call(1)).request.model]).toEqual(['anns', 'anns']);
});

test('what was kept though the store failed is asked with the models that came with it', async () => {
  let fails = false;
  const story = await tellGeneration({
    makeStore: (store) => ({
      ...store,
      async append(...given) {
        const outcome = await store.append(...given);
        if (!fails) return outcome;
        fails = false;
        throw new StoreError('unreachable', 'gone in the middle of it');
      },
    }),
  });
  fails = true;
  const sent = story.session.dispatch(
    { type: 'start-run', instruction: 'Write' },
    { clientId: 'ann', idempotencyKey: 'once', models: bring(story.models, 'anns') },
  );
  await expect(sent).rejects.toThrow(StoreError);
  await story.until(({ run }) => isRunning(run));
  expect((await story.call(0)).request.model).toBe('anns');
});

test('nothing of them is in the log', async () => {
  const story = await tellGeneration();
  const models = { ...bring(story.models, 'anns'), secret: 'marmalade' };
  await story.session.dispatch({ type: 'start-run', instruction: 'Write' }, { clientId: 'ann', models });
  (await story.call(0)).end();
  await story.until(({ run }) => !isRunning(run));
  const events = await story.log.readAll('s', { after: 0 });
  expect(events.length).toBeGreaterThan(3);
  expect(JSON.stringify(events)).not.toContain('marmalade');
});

test('who redirects with a key asks on it, also where the run was asked of a model that the key is not for', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'Write', model: 'played/free' });
  expect((await story.call(0)).request.model).toBe('free');
  const models = { ...bring(story.models, 'bobs'), isOwn: (model: string) => model === 'other/m' };
  await story.session.dispatch({ type: 'redirect-run', instruction: 'Blue' }, { clientId: 'bob', models });
  expect((await story.call(1)).request.model).toBe('bobs');
  expect(story.wishes.at(-1), 'the lane’s own').toEqual({ lane: 'fast' });
});
