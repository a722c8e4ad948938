import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createManualClock, systemClock } from '../base/clock.ts';
import { replaceRange, textOf } from '../document/change.ts';
import { createReplica, editLocally } from '../document/replica.ts';
import { createCompany } from './company.ts';
import type { SessionView } from './session-view.ts';

const ann = { clientId: 'ann', name: 'Ann', role: 'editor', caret: null };
const me = { clientId: 'me', name: 'Guest Fig', role: 'editor', caret: null };

/** A page's company in front of a real presence door, which keeps what it is told. */
async function keepCompany({ mayShowCaret = true, status = 204, clock = systemClock } = {}) {
  const told: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      told.push(JSON.parse(body));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let view: Partial<SessionView> = {};
  let replica = createReplica(textOf('one two'), 3);
  const company = createCompany({
    clientId: 'me',
    name: 'Guest Fig',
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/presence`,
    headers: () => ({}),
    clock,
    mayShowCaret: () => mayShowCaret,
    versionOf: (fileId) => (fileId === 'f' ? 3 : null),
    replicaOf: () => replica,
    show: (part) => (view = { ...view, ...part }),
  });
  onTestFinished(async () => {
    company.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    company,
    told,
    view: () => view,
    hear: (people: readonly object[], viewers = 0) =>
      company.heard(JSON.stringify({ people, viewers, editors: people.length })),
    type: (at: number, insert: string) => {
      replica = editLocally(replica, replaceRange(replica.text.length, at, at, insert));
    },
  };
}

test('everybody else is listed, and all are counted', async () => {
  const { hear, view } = await keepCompany();
  hear([ann, me], 998);
  expect(view()).toEqual({
    people: [{ clientId: 'ann', name: 'Ann', role: 'editor', fileId: null }],
    editors: 2,
    viewers: 998,
  });
});

test('nobody is told of a caret while nobody is there; who comes is told at once', async () => {
  const { company, hear, told } = await keepCompany();
  hear([me]);
  company.showCaret({ fileId: 'f', from: 4, to: 7 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toEqual([]);
  hear([ann, me]);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toEqual({ clientId: 'me', name: 'Guest Fig', caret: { fileId: 'f', from: 4, to: 7, version: 3 } });
});

test('a caret is told in the text that everybody has, and others’ are shown in the text that is seen here', async () => {
  const { company, hear, told, type } = await keepCompany();
  type(0, 'mine ');
  hear([{ ...ann, caret: { fileId: 'f', from: 4, to: 4, version: 3 } }, me]);
  company.showCaret({ fileId: 'f', from: 9, to: 9 });
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatchObject({ caret: { from: 4, to: 4, version: 3 } });
  expect(company.caretsIn('f')).toEqual([{ clientId: 'ann', name: 'Ann', from: 9, to: 9 }]);
});

test('a caret that runs is told a few times a second, and where it ends is told for sure', async () => {
  const { company, hear, told } = await keepCompany();
  hear([ann, me]);
  for (let at = 0; at <= 7; at++) company.showCaret({ fileId: 'f', from: at, to: at });
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ caret: { from: 7 } }));
  expect(told.length).toBeLessThanOrEqual(2);
});

test('who only watches has a name and no caret', async () => {
  const { company, hear, told } = await keepCompany({ mayShowCaret: false });
  hear([ann], 1);
  company.showCaret({ fileId: 'f', from: 1, to: 1 });
  company.callMyself('Ben');
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toEqual({ clientId: 'me', name: 'Ben', caret: null });
  expect(company.introduction()).toEqual({ client: 'me', name: 'Ben' });
});

test('a page that may edit says every 25 seconds that it is still there, and one that watches does not', async () => {
  const clock = createManualClock();
  const editing = await keepCompany({ clock });
  const watching = await keepCompany({ clock, mayShowCaret: false });
  clock.advance(24_000);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(editing.told).toEqual([]);
  clock.advance(1_000);
  await vi.waitFor(() => expect(editing.told).toHaveLength(1));
  expect(editing.told[0]).toEqual({ clientId: 'me', name: 'Guest Fig', caret: null });
  expect(watching.told).toEqual([]);
});

test('presence of a newer kind, or broken, is read as far as it goes', async () => {
  const { company, view } = await keepCompany();
  company.heard('{');
  expect(view()).toEqual({});
  company.heard('{"people":[{"clientId":"x","caret":{"fileId":1}},{},7],"viewers":"many","editors":1}');
  expect(view()).toEqual({
    people: [{ clientId: 'x', name: '', role: 'viewer', fileId: null }],
    viewers: 0,
    editors: 1,
  });
});
