import { expect, test } from 'vitest';
import { z } from 'zod';
import { encodeEvent, eventToWireJson } from '../session/event-codec.ts';
import type { SessionEvent } from '../session/session-event.ts';
import { tellSession } from '../session/session-story.ts';
import { takeSnapshot } from '../session/snapshot.ts';
import { eventFields } from './event-fields.ts';
import { createLogReader } from './read-log.ts';

/** A session in which most things happen that can. */
function tellMuch() {
  const story = tellSession();
  const run = story.startRun('shout');
  story.write(run, 'two', 'TWO\n2');
  story.type('TWO', '!');
  story.command({ type: 'redirect-run', instruction: 'louder' });
  story.end(run, 'failed');
  story.command({ type: 'revert-run', runId: run });
  story.command({ type: 'create-file', path: 'src/a.js', text: 'go()\n' });
  story.command({ type: 'rename-file', path: 'src/a.js', newPath: 'src/b.js' });
  story.command({ type: 'delete-file', path: 'src/b.js' });
  story.command({ type: 'name-version', runId: run, name: 'Loud' });
  story.command({ type: 'restore-version', sequence: 4 });
  story.happen({ type: 'session-forked', parent: { sessionId: 'elsewhere', sequence: 3 }, title: 'A fork' });
  return story;
}

const lineOf = (event: SessionEvent) => {
  const { sequence, atMs, ...body } = event;
  return eventToWireJson({ sequence, atMs, ...encodeEvent(body) });
};

function read(lines: readonly string[]) {
  const reader = createLogReader();
  for (const line of lines) {
    const refusal = reader.line(line);
    if (refusal) return { ok: false as const, refusal };
  }
  return reader.end();
}

test('a log that is read gives the same log, times and order of fields included, and the same state', () => {
  const story = tellMuch();
  const lines = story.log.map(lineOf);
  const outcome = read(lines);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  const written = outcome.value.events.map((event, index) => eventToWireJson({ ...event, sequence: index + 1 }));
  expect(written).toEqual(lines);
  expect(takeSnapshot(outcome.value.state)).toEqual(takeSnapshot(story.state));
});

test('numbers with gaps become numbers without, and what refers to one goes with it', () => {
  const story = tellMuch();
  const spread = story.log.map((event) => ({ ...event, sequence: event.sequence * 3 }));
  const lines = spread.map((event) =>
    lineOf(event.type === 'version-restored' ? { ...event, moment: event.moment * 3 + 1 } : event),
  );
  const outcome = read(lines);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  const written = outcome.value.events.map((event, index) => eventToWireJson({ ...event, sequence: index + 1 }));
  expect(written).toEqual(story.log.map(lineOf));
});

test('no event has a field with the name of its own place in the log', () => {
  for (const [type, fields] of Object.entries(eventFields)) {
    const names = fields instanceof z.ZodObject ? Object.keys(fields.shape) : [];
    expect(names, type).not.toHaveLength(0);
    expect(
      names.filter((name) => ['type', 'sequence', 'atMs'].includes(name)),
      type,
    ).toEqual([]);
  }
});

test('blank lines are passed over, but counted', () => {
  const [first = '', second = ''] = tellMuch().log.map(lineOf);
  expect(read(['', `${first}\r`, '', second]).ok).toBe(true);
  expect(read([first, '', '{'])).toEqual({ ok: false, refusal: { line: 3, message: 'it is not JSON' } });
});

const started =
  '{"type":"session-started","sequence":1,"atMs":5,"title":"","files":[{"fileId":"f","path":"a.js","text":"one"}]}';
const person = '"by":{"kind":"person","clientId":"ann"}';

test.each([
  ['nothing', [], 1, /no event/],
  ['a list', ['[]'], 1, /not an event/],
  ['no beginning', [`{"type":"file-deleted","sequence":1,"atMs":5,"fileId":"f",${person}}`], 1, /session-started/],
  ['two beginnings', [started, started.replace('"sequence":1', '"sequence":2')], 2, /only once/],
  ['an unknown event', ['{"type":"constructor","sequence":1,"atMs":5}'], 1, /no event `constructor`/],
  ['an unknown field', [started.replace('"title"', '"colour":1,"title"')], 1, /colour/],
  ['a number that does not go up', [started, started], 2, /after number 1/],
  ['a fraction as number', [started.replace('"sequence":1', '"sequence":1.5')], 1, /sequence/],
  ['a time that is none', [started.replace('"atMs":5', '"atMs":9e15')], 1, /atMs/],
  ['a file name that leads out', [started.replace('a.js', '../a.js')], 1, /cannot be used/],
  ['a title that is an object', [started.replace('"title":""', '"title":{}')], 1, /title/],
  [
    'a change for another text',
    [started, `{"type":"text-changed","sequence":2,"atMs":5,"fileId":"f","version":1,"change":[4],${person}}`],
    2,
    /does not fit/,
  ],
  [
    'a version left out',
    [started, `{"type":"text-changed","sequence":2,"atMs":5,"fileId":"f","version":2,"change":[3,[0,"x"]],${person}}`],
    2,
    /version 2 does not follow version 0/,
  ],
  [
    'an unknown file',
    [started, `{"type":"text-changed","sequence":2,"atMs":5,"fileId":"g","version":1,"change":[3],${person}}`],
    2,
    /no file/,
  ],
  [
    'a pen outside',
    [
      started,
      `{"type":"text-changed","sequence":2,"atMs":5,"fileId":"f","version":1,"change":[3,[0,"x"]],"penAt":9,${person}}`,
    ],
    2,
    /pen/,
  ],
  [
    'a parent that is no address',
    [started, '{"type":"session-forked","sequence":2,"atMs":5,"parent":{"sessionId":"../x","sequence":1},"title":""}'],
    2,
    /parent\.sessionId/,
  ],
  ['an unknown run', [started, '{"type":"run-reverted","sequence":2,"atMs":5,"runId":"r"}'], 2, /no run/],
  [
    'a name that is taken',
    [started, `{"type":"file-created","sequence":2,"atMs":5,"fileId":"g","path":"a.js","text":"",${person}}`],
    2,
    /already a file named/,
  ],
  [
    'a file larger than any',
    [
      started,
      `{"type":"file-created","sequence":2,"atMs":5,"fileId":"g","path":"b.js","text":"${'x'.repeat(1_100_000)}",${person}}`,
    ],
    2,
    /larger/,
  ],
  ['a field named like a prototype', [started.replace('"title"', '"__proto__":{"polluted":1},"title"')], 1, /proto/],
] as const)('a log with %s is refused at its line', (_what, lines, line, message) => {
  const outcome = read(lines);
  expect(outcome).toMatchObject({ ok: false, refusal: { line } });
  expect(outcome.ok ? '' : outcome.refusal.message).toMatch(message);
});
