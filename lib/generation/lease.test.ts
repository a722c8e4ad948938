import { expect, test } from 'vitest';
import { tellGeneration } from './generation-story.ts';
import { leaseMs } from './run-lease.ts';

test('the run goes on where it was started, and stops at once when somebody at another process says so', async () => {
  const story = await tellGeneration();
  const elsewhere = await story.open();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>kept');
  await story.landed('kept');
  await story.tellAll();
  expect(elsewhere.runner.isBusy).toBe(false);
  expect(elsewhere.session.state.run.status).toBe('writing');
  const stopped = await elsewhere.session.dispatch({ type: 'stop-run' }, { clientId: 'bob' });
  expect(stopped.ok).toBe(true);
  await story.tellAll();
  expect(call.isClosed).toBe(true);
  await story.untilStatus('idle');
  expect(story.run().status).toBe('stopped');
  expect(story.text()).toBe('<p>kept');
});

test('a redirect from another process turns the model here, and what was typed there stays', async () => {
  const story = await tellGeneration();
  const elsewhere = await story.open();
  await story.command({ type: 'start-run', instruction: 'red' });
  (await story.call(0)).text('index.html\n```html\n<p>red');
  await story.landed('red');
  await story.tellAll();
  const typing = { type: 'create-file', path: 'mine.js', text: '// mine\n' } as const;
  expect((await elsewhere.session.dispatch(typing, { clientId: 'bob' })).ok).toBe(true);
  await elsewhere.session.dispatch({ type: 'redirect-run', instruction: 'blue' }, { clientId: 'bob' });
  await story.tellAll();
  const second = await story.call(1);
  expect(second.request.messages.at(-1)?.text).toContain('// mine');
  expect(second.request.messages.at(-1)?.text).toContain('blue');
});

test('what others append in the middle of a batch is taken in, and the batch lands once', async () => {
  const story = await tellGeneration();
  const elsewhere = await story.open();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>one');
  await story.landed('one');
  await elsewhere.session.dispatch({ type: 'create-file', path: 'a.js', text: '1' }, { clientId: 'bob' });
  const typed = await elsewhere.session.dispatch(
    { type: 'change-text', path: 'index.html', edits: [{ from: 0, insert: 'MINE ' }] },
    { clientId: 'bob' },
  );
  expect(typed.ok).toBe(true);
  // Nobody has told this process: it finds out by its own append.
  call.text(' two</p>\n```\n');
  call.end();
  await story.untilStatus('idle');
  expect(story.text()?.replace('MINE ', '')).toBe('<p>one two</p>\n');
  expect(story.text()).toContain('MINE ');
  expect(story.text('a.js')).toBe('1');
});

test('a run whose process is gone is ended by another one that has the session open, once its lease has run out', async () => {
  const story = await tellGeneration();
  const elsewhere = await story.open();
  await story.command({ type: 'start-run', instruction: 'a page' });
  (await story.call(0)).text('index.html\n```html\n<p>half');
  await story.landed('half');
  await story.tellAll();
  story.storeClock.advance(leaseMs - 1);
  elsewhere.clock.advance(2_000);
  await story.tellAll();
  expect(elsewhere.session.state.run.status).toBe('writing');
  story.storeClock.advance(1);
  elsewhere.clock.advance(2_000);
  await story.tellAll();
  expect(elsewhere.session.state.run).toMatchObject({ status: 'failed', failure: { code: 'interrupted' } });
});

test('a process that was thought dead closes its call and writes nothing more', async () => {
  const story = await tellGeneration();
  const elsewhere = await story.open();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>half');
  await story.landed('half');
  await story.tellAll();
  story.storeClock.advance(leaseMs);
  elsewhere.clock.advance(2_000);
  // It has not heard of that yet when it writes on.
  await story.settle();
  call.text(' more');
  story.clock.advance(16);
  await story.settle();
  expect(call.isClosed).toBe(true);
  await story.tellAll();
  const { head } = (await story.log.find('s'))!;
  expect(story.text()).toBe('<p>half');
  expect(story.session.state.sequence).toBe(head);
  expect(story.session.state.run).toMatchObject({ status: 'failed', failure: { code: 'interrupted' } });
  expect(story.runner.isBusy).toBe(false);
  expect(story.reported).toEqual([]);
});

test('a process that finds its lease gone at renewing it closes its call, though it had nothing to write', async () => {
  const story = await tellGeneration();
  const elsewhere = await story.open();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  await story.tellAll();
  story.storeClock.advance(leaseMs);
  elsewhere.clock.advance(2_000);
  await story.settle();
  story.clock.advance(2_000);
  await story.settle();
  expect(call.isClosed).toBe(true);
  expect(story.reported).toEqual([]);
});

test('a lease is renewed for as long as the run goes on, and free for others right after it', async () => {
  const story = await tellGeneration();
  const elsewhere = await story.open();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  await story.tellAll();
  for (let seconds = 0; seconds < 20; seconds += 2) {
    story.clock.advance(2_000);
    await story.settle();
    story.storeClock.advance(2_000);
    elsewhere.clock.advance(2_000);
    await story.settle();
  }
  call.text('Nothing to do.');
  call.end();
  await story.untilStatus('idle');
  expect(story.run().status).toBe('done');
  await story.tellAll();
  await elsewhere.session.dispatch({ type: 'start-run', instruction: 'more' }, { clientId: 'bob' });
  await story.call(1);
  expect(elsewhere.runner.isBusy).toBe(true);
});
