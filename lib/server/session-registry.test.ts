import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createEventLog } from '../log/event-log.ts';
import { createInProcessBus } from '../log/in-process-bus.ts';
import { createMemoryStore } from '../log/memory-store.ts';
import type { ModelProvider } from '../providers/model-provider.ts';
import { createSessionRegistry } from './session-registry.ts';

test('two who ask at once have the same session, which stays open until both have let go and nobody came for a while', async () => {
  const { clock, sessions, sessionId } = await tellRegistry();
  const [one, two] = await Promise.all([sessions.hold(sessionId), sessions.hold(sessionId)]);
  expect(one!.session).toBe(two!.session);
  one!.release();
  one!.release();
  clock.advance(600_000);
  await settle();
  const three = await sessions.hold(sessionId);
  expect(three!.session).toBe(two!.session);
  two!.release();
  three!.release();
  clock.advance(61_000);
  await settle();
  expect((await sessions.hold(sessionId))!.session).not.toBe(two!.session);
});

test('a session stays open while a run goes on in it', async () => {
  const { clock, sessions, sessionId } = await tellRegistry();
  const held = (await sessions.hold(sessionId))!;
  const { session, runner } = held;
  runner.editorCame();
  expect(sessions.isBusy).toBe(false);
  await session.dispatch({ type: 'start-run', instruction: 'go' }, { clientId: 'ann' });
  expect(sessions.isBusy).toBe(true);
  held.release();
  for (let minute = 0; minute < 3; minute++) {
    clock.advance(61_000);
    await settle();
  }
  const again = (await sessions.hold(sessionId))!;
  expect(again.session).toBe(session);
  expect(again.session.state.run.status).toBe('connecting');
});

test('closing ends every run as interrupted', async () => {
  const { sessions, sessionId } = await tellRegistry();
  const { session } = (await sessions.hold(sessionId))!;
  await session.dispatch({ type: 'start-run', instruction: 'go' }, { clientId: 'ann' });
  await sessions.close();
  expect(sessions.isBusy).toBe(false);
  expect(session.state.run).toMatchObject({ status: 'failed', failure: { code: 'interrupted' } });
});

test('a session that is not there is looked for anew each time', async () => {
  const { sessions } = await tellRegistry();
  expect(await sessions.hold('nowhere')).toBeNull();
  expect(await sessions.hold('nowhere')).toBeNull();
});

async function tellRegistry() {
  const clock = createManualClock();
  const log = createEventLog({ store: createMemoryStore(), bus: createInProcessBus(), clock });
  const provider: ModelProvider = {
    id: 'silent',
    name: 'Silent',
    // oxlint-disable-next-line require-yield -- a model that never says anything
    async *generate(_request, signal) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    listModels: () => Promise.resolve([]),
  };
  const sessions = createSessionRegistry({
    log,
    clock,
    models: {
      choose: () =>
        Promise.resolve({ provider, model: 'm', limits: { contextTokens: 100_000, maxOutputTokens: 1_000 } }),
      nextBest: () => Promise.resolve(null),
    },
    attend: () => () => {},
    report: (error) => {
      throw error;
    },
  });
  const { sessionId } = await sessions.create({ title: '', files: [{ path: 'index.html', text: '' }] });
  return { clock, sessions, sessionId };
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await new Promise<void>((resolve) => setImmediate(resolve));
}
