import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { replaceRange, type Text } from '../document/change.ts';
import { isRunning } from '../session/run-machine.ts';
import { createSessionClient } from './create-session-client.ts';
import { serveDoors } from './doors-story.ts';
import { makeSession } from './make-session.ts';
import { createReplay, type Replay } from './replay.ts';
import type { SessionClient, SessionView } from './session-view.ts';

let doors: Awaited<ReturnType<typeof serveDoors>>;
const directory = mkdtempSync(join(tmpdir(), 'flint-replay-'));

beforeAll(async () => {
  process.env['FLINT_DATA_DIR'] = directory;
  process.env['FLINT_FAST_MODEL'] = 'demo/demo-5000';
  doors = await serveDoors();
});

afterAll(async () => {
  await doors.close();
  rmSync(directory, { recursive: true, force: true });
});

/** An author's page with a session, in which each instruction was run to its end. `shown` is an editor that follows the changes. */
async function openSession(instructions: readonly string[]) {
  const live = createSessionClient({
    opening: { kind: 'draft', title: 'Mine', files: [{ path: 'index.html', text: 'start\n' }] },
    baseUrl: doors.baseUrl,
  });
  const { client, replay } = createReplay({ live, baseUrl: doors.baseUrl });
  onTestFinished(() => client.close());
  const fileId = client.view.getState().files[0]!.id;
  let shown: Text = client.textOf(fileId);
  client.listenToText(fileId, ({ change }) => {
    shown = change.apply(shown);
  });
  for (const instruction of instructions) {
    await client.startRun({ instruction, openFileId: fileId });
    await until(client, ({ run, turns }) => !isRunning(run) && turns.at(-1)?.instructions[0]?.text === instruction);
  }
  return { live, client, replay, fileId, shown: () => shown.toString() };
}

async function until(client: SessionClient, isSo: (view: SessionView) => boolean): Promise<void> {
  await expect.poll(() => isSo(client.view.getState()), { timeout: 15_000, interval: 5 }).toBe(true);
}

async function loaded(replay: Replay) {
  const { feed } = replay.open.getState();
  await expect.poll(() => feed?.view.getState().isLoaded, { timeout: 10_000 }).toBe(true);
  return feed!;
}

test('the past stands in the place of the present, moment by moment as the log has it, and leaves it as it was', async () => {
  const { live, client, replay, fileId, shown } = await openSession(['snake', 'make it blue']);
  const present = client.textOf(fileId).toString();
  replay.enter();
  expect(shown()).toBe(present);
  expect(client.view.getState()).toMatchObject({ canEdit: false, sequence: live.view.getState().sequence });
  const feed = await loaded(replay);
  const random = createSeededRandom(5);
  for (let round = 0; round < 25; round += 1) {
    const sequence = 1 + random.integer(feed.tape.length);
    feed.seekTo(sequence);
    const state = (await live.stateAt(sequence))!;
    expect(client.textOf(fileId).toString()).toBe(state.files.get(fileId)!.text.toString());
    expect(shown()).toBe(state.files.get(fileId)!.text.toString());
    const view = client.view.getState();
    expect(view).toMatchObject({ sequence, title: state.title, run: state.run });
    expect(view.turns.map(({ status, prose }) => [status, prose])).toEqual(
      state.runs.map(({ status, prose }) => [status, prose]),
    );
    expect(client.penAt(fileId)).toBe(
      state.runs.at(-1)?.status === 'running' ? (state.runs.at(-1)?.pen?.at ?? null) : null,
    );
  }
  replay.leave();
  expect(shown()).toBe(present);
  expect(client.view.getState()).toBe(live.view.getState());
  expect(client.view.getState().canEdit).toBe(true);
});

test('nothing can be done to the past, and what is done to the present meanwhile is there on the way back', async () => {
  const { live, client, replay, fileId, shown } = await openSession(['snake']);
  replay.enter();
  const feed = await loaded(replay);
  feed.seekTo(1);
  expect(shown()).toBe('start\n');
  client.editText(fileId, replaceRange('start\n'.length, 0, 0, 'no'));
  expect(client.undo()).toBeNull();
  expect(shown()).toBe('start\n');
  live.editText(fileId, replaceRange(live.textOf(fileId).length, 0, 0, 'yes '));
  await until(live, ({ unsent }) => unsent === 0);
  await expect.poll(() => feed.view.getState().length).toBe(live.view.getState().sequence);
  expect(shown()).toBe('start\n');
  feed.toEnd();
  expect(shown()).toMatch(/^yes /);
  replay.leave();
  expect(shown()).toBe(live.textOf(fileId).toString());
});

test('a run that goes on makes the tape longer, and playing comes up to it', async () => {
  const { live, client, replay, fileId, shown } = await openSession([]);
  await client.startRun({ instruction: 'piano', openFileId: fileId });
  await until(client, ({ run }) => run.status === 'writing');
  replay.enter();
  const feed = replay.open.getState().feed!;
  feed.play();
  feed.setSpeed(50);
  await until(live, ({ run }) => !isRunning(run));
  await expect.poll(() => feed.view.getState().isPlaying, { timeout: 10_000 }).toBe(false);
  expect(feed.view.getState().sequence).toBe(live.view.getState().sequence);
  expect(shown()).toBe(live.textOf(fileId).toString());
});

test('the receipt, the hunks and the speed are those of the moment', async () => {
  const { client, replay, fileId } = await openSession([]);
  await client.startRun({ instruction: 'snake', openFileId: fileId, model: 'demo/demo-1000' });
  await until(client, ({ run, turns }) => !isRunning(run) && turns.length === 1);
  await client.startRun({ instruction: 'make it blue', openFileId: fileId });
  await until(client, ({ run, turns }) => !isRunning(run) && turns.length === 2);
  replay.enter();
  const feed = await loaded(replay);
  const [first, second] = feed.tape.marks;
  feed.seekTo(second!.sequence - 1);
  expect(client.view.getState().turns).toHaveLength(1);
  expect(client.view.getState().turns[0]?.receipt?.tokens).toBeGreaterThan(100);
  expect(client.hunksOf(fileId)).not.toHaveLength(0);
  feed.seekTo(Math.floor(first!.sequence * 0.2 + second!.sequence * 0.8));
  const { run, progress } = client.view.getState();
  expect(run.status).toBe('writing');
  expect(progress?.tokensPerSecond).toBeGreaterThan(100);
  expect(progress?.samples.length).toBeGreaterThan(2);
  expect(client.hunksOf(fileId)).toHaveLength(0);
});

test('a log that cannot be read is told, and the page can go back', async () => {
  const { client, replay, fileId, shown } = await openSession(['snake']);
  const present = client.textOf(fileId).toString();
  doors.failWith(503);
  onTestFinished(() => doors.failWith(null));
  replay.enter();
  const { feed } = replay.open.getState();
  await expect.poll(() => feed?.view.getState().isBroken, { timeout: 15_000 }).toBe(true);
  replay.leave();
  expect(shown()).toBe(present);
});

test('a fork of a moment goes on from there, and its past is the parent’s', async () => {
  const { client, replay } = await openSession(['snake', 'make it blue']);
  const { sessionId } = client.view.getState();
  replay.enter();
  const feed = await loaded(replay);
  const { sequence } = feed.tape.marks[1]!;
  const fork = await makeSession({
    of: { forkOf: { sessionId: sessionId!, sequence } },
    accessCode: null,
    baseUrl: doors.baseUrl,
  });
  if (fork.status !== 'done') throw new Error(fork.text);
  const moment = (await client.stateAt(sequence))!;
  const snapshot = await fetch(`${doors.baseUrl}/api/sessions/${fork.sessionId}/state`).then((answer) => answer.json());
  expect(snapshot).toMatchObject({
    snapshot: {
      sequence: sequence + 1,
      parent: { sessionId, sequence },
      files: [{ text: [...moment.files.values()][0]!.text.toString() }],
    },
  });
  expect(
    await makeSession({
      of: { forkOf: { sessionId: 'A'.repeat(22), sequence: 1 } },
      accessCode: null,
      baseUrl: doors.baseUrl,
    }),
  ).toMatchObject({ status: 'refused', code: 'unknown-session' });
});
