import { programOf } from '../model-server/tokens.ts';
import { createSession, sessionDoor, stateAfter, textsOf } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

const program = programOf(600);
const answer = `main.js\n\`\`\`js\n${program}\n\`\`\`\n`;

test('a follower that comes back again and again has every event once, in order', async ({ flint, models }) => {
  models.script({ text: answer, tokensPerSecond: 300 });
  const door = await createSession(flint.url);
  await door.send({ type: 'start-run', instruction: 'Write it' });

  const frames = [];
  let seen = 0;
  let visits = 0;
  for (let isOver = false; !isOver; visits++) {
    const following = door.follow({ lastEventId: seen });
    // Each visit is left in the middle of what comes.
    let count = 0;
    await following.until(({ event }) => event === 'run-ended' || ++count === 7);
    await following.stop();
    frames.push(...following.frames);
    isOver = following.frames.some(({ event }) => event === 'run-ended');
    seen = following.frames.at(-1)?.id ?? seen;
  }
  expect(visits).toBeGreaterThan(1);
  expect(frames.map(({ id }) => id)).toEqual(frames.map((_, index) => index + 1));
  expect(textsOf(stateAfter(frames))['main.js']).toBe(`${program}\n`);
});

test('Last-Event-ID counts before `after`', async ({ flint }) => {
  const door = await createSession(flint.url);
  for (const title of ['a', 'b', 'c']) await door.send({ type: 'rename-session', title });
  const following = door.follow({ after: 1, lastEventId: 3 });
  expect(await following.until(() => true)).toMatchObject({ id: 4, event: 'session-renamed' });
  await following.stop();
});

test('a place in the log that is no number is refused with 400', async ({ flint }) => {
  const { sessionId } = await createSession(flint.url);
  for (const after of ['x', '-1', '1.5', '9'.repeat(30)]) {
    const response = await fetch(`${flint.url}/api/sessions/${sessionId}/events?after=${after}`);
    expect(response.status, after).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-after' } });
  }
});

test('who is far behind starts from a snapshot, and has the same text as who was there from the start', async ({
  flint,
  models,
}) => {
  models.script({ text: answer, tokensPerSecond: 2_000 });
  const door = await createSession(flint.url, { 'notes.txt': '' });
  const early = door.follow();
  const notes = Array.from({ length: 300 }, (_, index) => `${index}\n`);
  await Promise.all(
    notes.map((insert) => door.send({ type: 'change-text', path: 'notes.txt', edits: [{ from: 0, insert }] })),
  );
  await door.send({ type: 'start-run', instruction: 'Write it' });
  await early.until(({ event }) => event === 'run-ended');
  const late = door.follow({ mayEdit: false });
  const first = await late.until(() => true);
  expect(first.event).toBe('snapshot');
  const sequence = await door.send({ type: 'rename-session', title: 'both see this' });
  await Promise.all([early, late].map((one) => one.until(({ id }) => id === sequence)));
  const [earlyState, lateState] = [stateAfter(early.frames), stateAfter(late.frames)];
  expect(textsOf(lateState)).toEqual(textsOf(earlyState));
  expect([lateState.title, lateState.sequence]).toEqual([earlyState.title, earlyState.sequence]);
  await early.stop();
  await late.stop();
});

test('the stream is neither kept nor changed on its way', async ({ flint }) => {
  const { sessionId } = await createSession(flint.url);
  const closing = new AbortController();
  const response = await fetch(`${flint.url}/api/sessions/${sessionId}/events`, { signal: closing.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('cache-control')).toContain('no-store');
  expect(response.headers.get('cache-control')).toContain('no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  expect(response.headers.get('x-robots-tag')).toBe('noindex');
  expect(response.headers.get('content-encoding')).toBeNull();
  closing.abort();
});

test('a run goes on while its page reloads, and its text is whole', async ({ flint, models }) => {
  models.script({ text: answer, tokensPerSecond: 1_000 });
  const door = await createSession(flint.url);
  const first = door.follow();
  await door.send({ type: 'start-run', instruction: 'Write it' });
  await first.until(({ event }) => event === 'text-changed');
  await first.stop();
  const second = door.follow();
  await second.until(({ event }) => event === 'run-ended');
  expect(textsOf(stateAfter(second.frames))['main.js']).toBe(`${program}\n`);
  expect(models.requests).toHaveLength(1);
  await second.stop();
});

test('with a new edit token the feed of the old one goes on, and its holder is an editor no more', async ({
  flint,
}) => {
  const door = await createSession(flint.url);
  const passing: string[] = [];
  let tell = () => {};
  const following = door.follow({
    query: '&client=ann&name=Ann',
    onPassing({ event, data }) {
      passing.push(`${event} ${data}`);
      tell();
    },
  });
  const untilTold = async (part: string) => {
    while (!passing.some((news) => news.includes(part))) await new Promise<void>((resolve) => (tell = resolve));
  };
  await untilTold(
    'presence {"people":[{"clientId":"ann","name":"Ann","role":"editor","caret":null}],"viewers":0,"editors":1}',
  );
  const url = `${flint.url}/api/sessions/${door.sessionId}/edit-token`;
  const headers = { authorization: `Bearer ${door.editToken}` };
  const { editToken } = (await (await fetch(url, { method: 'POST', headers })).json()) as {
    readonly editToken: string;
  };
  await untilTold('withdrawn {}');
  await untilTold('"viewers":1,"editors":0}');
  expect((await door.post('{"type":"rename-session","title":"x"}')).status).toBe(403);
  const sequence = await sessionDoor(flint.url, door.sessionId, editToken).send({ type: 'rename-session', title: 'y' });
  await following.until(({ id }) => id === sequence);
  await following.stop();
});
