import { expect, test } from 'vitest';
import type { CommandOutcome, SessionClient, TurnView } from '../../lib/live/session-view.ts';
import type { RunState } from '../../lib/session/run-machine.ts';
import { raceChoice } from '../race/race-choice.ts';
import { createDesk } from '../workspace/desk.ts';
import { createStillClient } from '../workspace/still-client.ts';
import { createRunControls } from './run-controls.ts';

const writing: RunState = { status: 'writing', runId: 'r', attempt: 1, sinceMs: 0 };
const refused = (code: string): CommandOutcome => ({ status: 'refused', code, text: `No: ${code}` });

/** A session whose answers come when the test says so. */
function setUp(run: RunState = { status: 'idle', last: null }) {
  const asked: {
    readonly command: string;
    readonly details: unknown;
    readonly answer: (outcome: CommandOutcome) => Promise<void>;
  }[] = [];
  const ask = (command: string) => (details?: unknown) =>
    new Promise<CommandOutcome>((resolve) => {
      asked.push({
        command,
        details,
        async answer(outcome) {
          resolve(outcome);
          for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        },
      });
    });
  const client: SessionClient = {
    ...createStillClient({ kind: 'draft', files: [{ path: 'index.html', text: '<p>' }] }),
    startRun: ask('start'),
    startRace: ask('race'),
    redirectRun: ask('redirect'),
    stopRun: ask('stop'),
    revertRun: ask('revert'),
  };
  client.view.setState({ run });
  const desk = createDesk(client.view.getState().files);
  return { client, desk, asked, controls: createRunControls(client, desk) };
}

test('a run takes the draft and the selection with it, and shows at once', () => {
  const { desk, asked, controls } = setUp();
  desk.setState({ draft: ' Make it blue ', selected: { fileId: 'index.html', from: 0, to: 2, lines: 1 } });
  void controls.run();
  expect(asked[0]?.details).toEqual({
    lane: 'fast',
    instruction: 'Make it blue',
    selection: { fileId: 'index.html', from: 0, to: 2 },
    openFileId: 'index.html',
  });
  expect(desk.getState()).toMatchObject({ draft: '', selected: null, pending: { kind: 'run' } });
});

test('a refused instruction comes back, unless another one was begun', async () => {
  const { desk, asked, controls } = setUp();
  desk.setState({ draft: 'First' });
  void controls.run();
  await asked[0]?.answer(refused('run-already-going'));
  expect(desk.getState()).toMatchObject({ draft: 'First', refusal: 'No: run-already-going', pending: null });
  void controls.run();
  desk.setState({ draft: 'Second' });
  await asked[1]?.answer(refused('run-already-going'));
  expect(desk.getState().draft).toBe('Second');
});

test('what was asked stays shown until the session shows it', async () => {
  const { client, desk, asked, controls } = setUp();
  desk.setState({ draft: 'Go' });
  void controls.run();
  await asked[0]?.answer({ status: 'done' });
  expect(desk.getState().pending).toEqual({ kind: 'run' });
  client.view.setState({ run: { ...writing, status: 'connecting' } });
  expect(desk.getState().pending).toBeNull();
});

test('a run that failed before it was acknowledged is not waited for', async () => {
  const { client, desk, asked, controls } = setUp();
  desk.setState({ draft: 'Go' });
  void controls.run();
  client.view.setState({ run: { ...writing, status: 'connecting' } });
  client.view.setState({ run: { status: 'idle', last: { runId: 'r', outcome: 'done' } } });
  await asked[0]?.answer({ status: 'done' });
  expect(desk.getState().pending).toBeNull();
});

test('Stop before the run is there stops it when it is', async () => {
  const { desk, asked, controls } = setUp();
  desk.setState({ draft: 'Go' });
  void controls.run();
  void controls.stop();
  expect(asked.map(({ command }) => command)).toEqual(['start']);
  await asked[0]?.answer({ status: 'done' });
  expect(asked.map(({ command }) => command)).toEqual(['start', 'stop']);
});

test('Stop shows at once, is asked once, and is silent when the run had just ended', async () => {
  const { desk, asked, controls } = setUp(writing);
  void controls.stop();
  void controls.stop();
  expect(desk.getState().pending).toEqual({ kind: 'stop', runId: 'r' });
  await asked[0]?.answer(refused('no-run'));
  expect(asked).toHaveLength(1);
  expect(desk.getState()).toMatchObject({ pending: null, refusal: null });
});

test('a redirect that comes too late starts a run of its own', async () => {
  const { client, desk, asked, controls } = setUp(writing);
  desk.setState({ draft: 'Rather red' });
  void controls.redirect();
  await Promise.resolve();
  client.view.setState({ run: { status: 'idle', last: { runId: 'r', outcome: 'done' } } });
  await asked[0]?.answer(refused('no-run'));
  expect(asked[1]).toMatchObject({ command: 'start', details: { instruction: 'Rather red' } });
  expect(desk.getState()).toMatchObject({ draft: '', refusal: null });
});

test('another lane takes the run over as it was asked, or with the draft, and never the lane it is in', async () => {
  const { client, desk, asked, controls } = setUp(writing);
  const turn = { instructions: [{ text: 'A page', atMs: 0, kind: 'run' }], lane: { lane: 'fast', reason: null } };
  client.view.setState({ turns: [turn as unknown as TurnView] });
  await controls.switchLane('fast');
  await controls.switchLane('auto');
  expect(asked).toEqual([]);
  void controls.switchLane('deep');
  desk.setState({ draft: 'Rather red', pending: null });
  void controls.switchLane('deep');
  expect(asked.map(({ details }) => details)).toEqual([
    { instruction: 'A page', lane: 'deep' },
    { instruction: 'Rather red', lane: 'deep' },
  ]);
});

test('a problem is mended beside the draft, and not while a run goes on', async () => {
  const { client, desk, asked, controls } = setUp();
  desk.setState({ draft: 'Later', selected: { fileId: 'index.html', from: 0, to: 2, lines: 1 } });
  const fix = { instruction: 'Fix: no', problem: { message: 'no', path: 'app.js', line: 3 }, fileId: 'app' };
  void controls.fix(fix);
  void controls.fix(fix);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.details).toEqual({
    lane: 'fast',
    instruction: 'Fix: no',
    problem: fix.problem,
    openFileId: 'app',
  });
  await asked[0]?.answer(refused('no-model'));
  expect(desk.getState()).toMatchObject({ draft: 'Later', selected: { from: 0 }, refusal: 'No: no-model' });
  client.view.setState({ run: writing });
  void controls.fix(fix);
  expect(asked).toHaveLength(1);
});

test('Revert while stopping takes the work back with the stop, and afterwards reverts the run', async () => {
  const { client, asked, controls } = setUp({ status: 'stopping', runId: 'r', attempt: 1, revert: false });
  void controls.revert();
  expect(asked[0]).toMatchObject({ command: 'stop', details: { revert: true } });
  client.view.setState({ run: { status: 'idle', last: { runId: 'r', outcome: 'stopped' } } });
  void controls.revert();
  expect(asked[1]).toMatchObject({ command: 'revert', details: 'r' });
});

test('where the next instruction is raced it goes to those models, once', async () => {
  const { desk, asked, controls } = setUp();
  raceChoice.setState({ isOn: true, models: ['p/a', 'p/b'] });
  desk.setState({ draft: 'Make it blue' });
  void controls.run();
  expect(asked[0]).toMatchObject({
    command: 'race',
    details: { instruction: 'Make it blue', openFileId: 'index.html', models: ['p/a', 'p/b'] },
  });
  await asked[0]?.answer({ status: 'done' });
  expect(raceChoice.getState()).toEqual({ isOn: false, models: ['p/a', 'p/b'] });
  desk.setState({ draft: 'And larger', pending: null });
  void controls.run();
  expect(asked[1]?.command).toBe('start');
});
