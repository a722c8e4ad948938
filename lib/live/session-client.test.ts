import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { replaceRange } from '../document/change.ts';
import { container } from '../server/container.ts';
import { readSessionForPage } from '../server/read-session.ts';
import { createSessionClient, type SessionOpening } from './create-session-client.ts';
import { serveDoors } from './doors-story.ts';
import type { SessionClient, SessionView } from './session-view.ts';

let doors: Awaited<ReturnType<typeof serveDoors>>;
const directory = mkdtempSync(join(tmpdir(), 'flint-live-'));

beforeAll(async () => {
  process.env['FLINT_DATA_DIR'] = directory;
  process.env['FLINT_FAST_MODEL'] = 'demo/demo-2000';
  doors = await serveDoors();
});

afterAll(async () => {
  await doors.close();
  rmSync(directory, { recursive: true, force: true });
});

function open(
  opening: SessionOpening,
  onSession?: (made: { sessionId: string; editToken: string }) => void,
): SessionClient {
  const client = createSessionClient({ opening, baseUrl: doors.baseUrl, ...(onSession ? { onSession } : {}) });
  onTestFinished(() => client.close());
  return client;
}

async function draft(text: string) {
  let made: { sessionId: string; editToken: string } | null = null;
  const client = open({ kind: 'draft', title: '', files: [{ path: 'index.html', text }] }, (session) => {
    made = session;
  });
  const fileId = client.view.getState().files[0]!.id;
  return {
    client,
    fileId,
    made: () => made!,
    async join(): Promise<SessionClient> {
      await until(client, ({ sessionId }) => sessionId !== null);
      const { snapshot } = (await readSessionForPage(made!.sessionId))!;
      return open({ kind: 'existing', ...made!, snapshot });
    },
  };
}

function until(client: SessionClient, isSo: (view: SessionView) => boolean): Promise<void> {
  if (isSo(client.view.getState())) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`It never came to that: ${JSON.stringify(client.view.getState())}`)),
      15_000,
    );
    const end = client.view.subscribe((view) => {
      if (!isSo(view)) return;
      clearTimeout(timer);
      end();
      resolve();
    });
  });
}

function untilText(client: SessionClient, fileId: string, isSo: (text: string) => boolean): Promise<void> {
  const text = () => client.textOf(fileId).toString();
  if (isSo(text())) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The text never was so: ${text()}`)), 15_000);
    const end = client.listenToAnyText(() => {
      if (!isSo(text())) return;
      clearTimeout(timer);
      end();
      resolve();
    });
  });
}

function untilCarets(client: SessionClient, isSo: () => boolean): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The carets never were so.')), 15_000);
    const end = client.listenToCarets(() => {
      if (!isSo()) return;
      clearTimeout(timer);
      end();
      resolve();
    });
  });
}

function typeAt(client: SessionClient, fileId: string, at: number, insert: string, remove = 0): void {
  client.editText(fileId, replaceRange(client.textOf(fileId).length, at, at + remove, insert));
}

test('a draft becomes a session with the first edit, and what was typed meanwhile arrives whole', async () => {
  const { client, fileId, join, made } = await draft('one\n');
  for (const [index, letter] of [...'hello'].entries()) typeAt(client, fileId, index, letter);
  expect(client.textOf(fileId).toString()).toBe('helloone\n');
  const other = await join();
  await untilText(other, fileId, (text) => text === 'helloone\n');
  expect(made().editToken).toHaveLength(43);
});

test('two people and a model in one file end with the same text, each having kept their own', async () => {
  const { client, fileId, join } = await draft('');
  typeAt(client, fileId, 0, '\n');
  const other = await join();
  expect(await client.startRun({ instruction: 'snake', openFileId: fileId })).toEqual({ status: 'done' });
  await until(client, ({ run }) => run.status === 'writing');
  const random = createSeededRandom(7);
  const ended = until(client, ({ run }) => run.status === 'idle');
  let typed = 0;
  const typing = setInterval(() => {
    for (const [person, mark] of [
      [client, '«'],
      [other, '»'],
    ] as const) {
      typeAt(person, fileId, random.integer(person.textOf(fileId).length + 1), mark);
      typed++;
    }
  }, 15);
  await ended;
  clearInterval(typing);
  await until(client, ({ unsent }) => unsent === 0);
  await until(other, ({ unsent }) => unsent === 0);
  await untilText(other, fileId, (text) => text === client.textOf(fileId).toString());
  const marks = [...client.textOf(fileId).toString()].filter((letter) => letter === '«' || letter === '»');
  expect(typed).toBeGreaterThan(20);
  expect(marks).toHaveLength(typed);
});

test('undo takes back the run and then what was typed while it was written, and redo brings both again', async () => {
  const { client, fileId } = await draft('');
  await client.startRun({ instruction: 'snake', openFileId: fileId });
  await until(client, ({ run }) => run.status === 'writing');
  typeAt(client, fileId, client.textOf(fileId).length, 'mine');
  await until(client, ({ run, turns }) => run.status === 'idle' && turns.length === 1);
  const written = client.textOf(fileId).toString();
  expect(client.undo()).toEqual({ fileId: null });
  await untilText(client, fileId, (text) => text === 'mine');
  expect(client.undo()).toEqual({ fileId });
  expect(client.textOf(fileId).toString()).toBe('');
  expect(client.undo()).toBeNull();
  client.redo();
  expect(client.textOf(fileId).toString()).toBe('mine');
  client.redo();
  await untilText(client, fileId, (text) => text.length === written.length);
  expect(client.textOf(fileId).toString().replace('mine', '')).toBe(written.replace('mine', ''));
});

test('from the moment of Stop not one more character lands, whatever was on its way', async () => {
  const { client, fileId, join } = await draft('');
  typeAt(client, fileId, 0, ' ');
  const other = await join();
  for (const instruction of ['snake', 'piano', 'balls']) {
    await client.startRun({ instruction, openFileId: fileId });
    const before = client.textOf(fileId).toString();
    await untilText(client, fileId, (text) => text.length > before.length + 500 || text.length < before.length - 500);
    const seen = client.textOf(fileId).toString();
    const shown: string[] = [];
    const end = client.listenToAnyText(() => queueMicrotask(() => shown.push(client.textOf(fileId).toString())));
    expect(await client.stopRun()).toEqual({ status: 'done' });
    await until(client, ({ run }) => run.status === 'idle');
    end();
    expect(client.textOf(fileId).toString()).toBe(seen);
    expect(shown.every((text) => text === seen)).toBe(true);
    await untilText(other, fileId, (text) => text === seen);
  }
});

test('when the way breaks, typing goes on and arrives once it is back', async () => {
  const { client, fileId, join } = await draft('');
  typeAt(client, fileId, 0, 'a');
  const other = await join();
  await untilText(other, fileId, (text) => text === 'a');
  doors.failWith(503);
  doors.cutAll();
  typeAt(client, fileId, 1, 'b');
  typeAt(client, fileId, 2, 'c');
  await until(client, ({ connection }) => connection === 'reconnecting');
  doors.failWith(null);
  await untilText(other, fileId, (text) => text === 'abc');
  await until(client, ({ connection, unsent }) => connection === 'live' && unsent === 0);
  expect(client.textOf(fileId).toString()).toBe('abc');
});

test.each([
  ['did not reach the server', () => doors.failWith(503), false],
  ['reached the server, which could not say so', () => doors.loseAnswers(true), true],
])(
  'after a long break in which so much came that the state is sent whole, what was typed and %s stands once',
  async (_how, cut, arrives) => {
    const { client, fileId, made } = await draft('top\nmiddle\nbottom\n');
    typeAt(client, fileId, 3, '!');
    await until(client, ({ connection, unsent }) => connection === 'live' && unsent === 0);
    cut();
    doors.cutAll();
    await until(client, ({ connection }) => connection === 'reconnecting');
    const { sessions } = await container();
    const { session, release } = (await sessions.hold(made().sessionId))!;
    const arrived = new Promise<void>((resolve) => session.listen(() => resolve()));
    typeAt(client, fileId, client.textOf(fileId).toString().indexOf('middle'), 'MY ');
    typeAt(client, fileId, client.textOf(fileId).toString().indexOf('ddle'), '-');
    if (arrives) await arrived;
    for (let count = 0; count < 300; count++) {
      const edits = [{ from: 0, insert: `${count}\n` }];
      await session.dispatch({ type: 'change-text', fileId, edits }, { clientId: 'other' });
    }
    doors.failWith(null);
    doors.loseAnswers(false);
    await until(client, ({ connection, unsent }) => connection === 'live' && unsent === 0);
    const text = client.textOf(fileId).toString();
    expect(text).toMatch(/^299\n298\n[^]*\n0\ntop!\nMY mi-ddle\nbottom\n$/);
    expect(session.state.files.get(fileId)!.text.toString()).toBe(text);
    expect(client.view.getState().notices).toEqual([]);
    release();
  },
);

test.each([
  ['did not reach the server', () => doors.failWith(503), false],
  ['reached the server, which could not say so', () => doors.loseAnswers(true), true],
])('what was typed and %s outlives a reload of the page, once', async (_how, cut, arrives) => {
  const { client, fileId, made } = await draft('top\nbottom\n');
  typeAt(client, fileId, 3, '!');
  await until(client, ({ connection, unsent }) => connection === 'live' && unsent === 0);
  const { sessions } = await container();
  const { session, release } = (await sessions.hold(made().sessionId))!;
  cut();
  doors.cutAll();
  const arrived = new Promise<void>((resolve) => session.listen(() => resolve()));
  typeAt(client, fileId, 0, 'MY ');
  typeAt(client, fileId, 1, '-');
  if (arrives) await arrived;
  const unsent = client.unsentChanges();
  client.close();
  await session.dispatch(
    { type: 'change-text', fileId, edits: [{ from: 0, insert: 'other\n' }] },
    { clientId: 'other' },
  );
  doors.failWith(null);
  doors.loseAnswers(false);

  const { snapshot } = (await readSessionForPage(made().sessionId))!;
  const after = open({ kind: 'existing', ...made(), snapshot, unsent: JSON.parse(JSON.stringify(unsent)) });
  expect(after.textOf(fileId).toString()).toBe('M-Y top!\nbottom\n');
  await until(after, (view) => view.connection === 'live' && view.unsent === 0);
  expect(after.textOf(fileId).toString()).toBe('other\nM-Y top!\nbottom\n');
  expect(session.state.files.get(fileId)!.text.toString()).toBe(after.textOf(fileId).toString());
  expect(after.view.getState().notices).toEqual([]);
  release();
});

test('a page whose edit link was withdrawn goes on watching, and what was typed last is offered for copying', async () => {
  const { client, fileId, made } = await draft('a');
  typeAt(client, fileId, 1, 'b');
  await until(client, ({ unsent, connection }) => connection === 'live' && unsent === 0);
  const { sessionId } = made();
  const { snapshot } = (await readSessionForPage(sessionId))!;
  const stale = open({ kind: 'existing', sessionId, editToken: 'z'.repeat(43), snapshot });
  typeAt(stale, fileId, 2, 'c');
  typeAt(stale, fileId, 3, 'd');
  await until(stale, ({ isWithdrawn }) => isWithdrawn);
  expect(stale.view.getState()).toMatchObject({ canEdit: false, unsent: 0, notices: [{ rescued: 'cd' }] });
  expect(stale.textOf(fileId).toString()).toBe('ab');
  typeAt(client, fileId, 2, '!');
  await untilText(stale, fileId, (text) => text === 'ab!');
});

test('two people see each other by name, and each other’s carets, in the text as each of them has it', async () => {
  const { client, fileId, made, join } = await draft('one\ntwo\n');
  typeAt(client, fileId, 0, '!');
  await until(client, ({ unsent, connection }) => connection === 'live' && unsent === 0);
  expect(client.view.getState().people).toEqual([]);
  const other = await join();
  other.callMyself('Ben');
  const viewer = open({
    ...made(),
    kind: 'existing',
    editToken: null,
    ...(await readSessionForPage(made().sessionId))!,
  });
  await until(client, ({ people }) => people.some(({ name }) => name === 'Ben'));
  await until(client, ({ editors, viewers }) => editors === 2 && viewers === 1);
  other.showCaret({ fileId, from: 5, to: 5 });
  for (const one of [client, viewer]) {
    await untilCarets(one, () => one.caretsIn(fileId).length === 1);
    expect(one.caretsIn(fileId)).toEqual([{ clientId: other.clientId, name: 'Ben', from: 5, to: 5 }]);
  }
  // What is typed before it, on this page and not sent yet, is counted at once.
  typeAt(client, fileId, 0, '!!');
  expect(client.caretsIn(fileId)).toMatchObject([{ from: 7, to: 7 }]);
  typeAt(other, fileId, 5, 'Ben ');
  await untilCarets(client, () => client.caretsIn(fileId)[0]?.to === 11);
  other.close();
  await until(client, ({ people, editors }) => editors === 1 && !people.some(({ name }) => name === 'Ben'));
  expect(client.caretsIn(fileId)).toEqual([]);
});

test('a new edit link leaves who made it editing, and everybody else watching, also who comes with the old one later', async () => {
  const { client, fileId, made, join } = await draft('a');
  typeAt(client, fileId, 1, 'b');
  await until(client, ({ unsent, connection }) => connection === 'live' && unsent === 0);
  const other = await join();
  const before = made();
  await until(other, ({ connection }) => connection === 'live');
  expect(await client.renewEditToken()).toEqual({ status: 'done' });
  expect(made().editToken).toBe(client.editToken());
  expect(made().editToken).not.toBe(before.editToken);
  await until(other, ({ isWithdrawn, canEdit }) => isWithdrawn && !canEdit);
  typeAt(client, fileId, 2, 'c');
  await untilText(other, fileId, (text) => text === 'abc');
  await until(client, ({ editors, viewers, unsent }) => editors === 1 && viewers === 1 && unsent === 0);
  const late = open({ ...before, kind: 'existing', ...(await readSessionForPage(before.sessionId))! });
  await until(late, ({ isWithdrawn, canEdit }) => isWithdrawn && !canEdit);
  expect(client.view.getState()).toMatchObject({ canEdit: true, notices: [] });
});

test('a page whose edit link was made anew by another page of the same person goes on with that', async () => {
  const { client, fileId, made } = await draft('a');
  typeAt(client, fileId, 1, 'b');
  await until(client, ({ unsent, connection }) => connection === 'live' && unsent === 0);
  const { sessionId, editToken } = made();
  const { snapshot } = (await readSessionForPage(sessionId))!;
  const stale = createSessionClient({
    opening: { kind: 'existing', sessionId, editToken: 'z'.repeat(43), snapshot },
    baseUrl: doors.baseUrl,
    keptToken: () => editToken,
  });
  onTestFinished(() => stale.close());
  typeAt(stale, fileId, 2, 'c');
  await untilText(client, fileId, (text) => text === 'abc');
  expect(stale.view.getState()).toMatchObject({ canEdit: true, isWithdrawn: false, notices: [] });
});

test('a paste larger than one command takes goes out in pieces and arrives whole', async () => {
  const { client, fileId, join } = await draft('<>');
  const pasted = Array.from({ length: 4_000 }, (_, line) => `line ${line} 😀"\\`).join('\n');
  typeAt(client, fileId, 1, pasted);
  const other = await join();
  await untilText(other, fileId, (text) => text === `<${pasted}>`);
  expect(client.view.getState().notices).toEqual([]);
});

test('an edit that the server refuses is taken out again and offered for copying', async () => {
  const { client, fileId } = await draft('x'.repeat(511 * 1024));
  typeAt(client, fileId, 0, 'y');
  await until(client, ({ connection, unsent }) => connection === 'live' && unsent === 0);
  typeAt(client, fileId, 0, 'too much '.repeat(500));
  await until(client, ({ notices }) => notices.length === 1);
  expect(client.view.getState().notices[0]).toMatchObject({ tone: 'problem', rescued: 'too much '.repeat(500) });
  expect(client.textOf(fileId).length).toBe(511 * 1024 + 1);
});

test('who has no edit token sees everything and can change nothing', async () => {
  const { client, fileId, made } = await draft('a');
  typeAt(client, fileId, 1, 'b');
  await until(client, ({ unsent, connection }) => connection === 'live' && unsent === 0);
  const { snapshot } = (await readSessionForPage(made().sessionId))!;
  const viewer = open({ kind: 'existing', sessionId: made().sessionId, editToken: null, snapshot });
  typeAt(viewer, fileId, 0, 'z');
  expect(viewer.textOf(fileId).toString()).toBe('ab');
  expect(await viewer.startRun({ instruction: 'snake' })).toMatchObject({ status: 'refused', code: 'read-only' });
});

test('hunks of a finished run are kept or taken back one by one', async () => {
  const { client, fileId } = await draft('');
  await client.startRun({ instruction: 'snake', openFileId: fileId });
  await until(client, ({ run, turns }) => run.status === 'idle' && turns.length === 1);
  await client.startRun({ instruction: 'make it red and faster', openFileId: fileId });
  await until(client, ({ run, turns }) => run.status === 'idle' && turns.length === 2);
  const { runId } = client.view.getState().turns[1]!;
  const before = client.hunksOf(fileId).length;
  expect(before).toBeGreaterThan(0);
  const text = client.textOf(fileId).toString();
  expect(await client.revertChanges({ runId, fileId, hunk: 0 })).toEqual({ status: 'done' });
  await untilText(client, fileId, (now) => now !== text);
  expect(client.hunksOf(fileId)).toHaveLength(before - 1);
});
