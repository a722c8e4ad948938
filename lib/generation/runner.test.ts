import { expect, test } from 'vitest';
import { changeToJson, replaceRange } from '../document/change.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { tellGeneration } from './generation-story.ts';

const page = (body: string) => `index.html\n\`\`\`html\n${body}\n\`\`\`\n`;

test('what the model writes lands in the file while it comes, and the run ends with a receipt', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  expect(call.request.messages.at(-1)?.text).toContain('a page');
  call.text('Here it is.\n\nindex.html\n```html\n<h1>');
  await story.landed('<h1>');
  expect(story.session.state.run.status).toBe('writing');
  call.text('Hello</h1>\n```\n');
  call.say({ type: 'usage', outputTokens: 12 });
  call.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<h1>Hello</h1>\n');
  expect(story.run()).toMatchObject({
    status: 'done',
    receipt: { tokens: 12, provider: 'played', tokensAfterStop: 0 },
  });
  expect(story.run().prose.trim()).toBe('Here it is.');
});

test('many tokens in one tick become one event', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>');
  await story.landed('<p>');
  const before = story.session.state.sequence;
  for (let token = 0; token < 16; token++) call.text(`t${token} `);
  await story.landed('t15');
  expect(story.session.state.sequence - before).toBe(1);
});

test('a person types in the middle of what is being written, and both texts stay whole', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>one two');
  await story.landed('two');
  await story.type('one', ' AND A HALF');
  await story.type('two', ' MINE');
  call.text(' three</p>\n```\n');
  call.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>one AND A HALF two three</p>\n MINE');
});

test('what a person types after the model was asked, and before it writes, is not deleted by its rewrite', async () => {
  const story = await tellGeneration({ files: { 'index.html': 'old\n' } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  await story.type('old', ' MINE');
  await story.command({ type: 'create-file', path: 'app.js', text: '// mine too\n' });
  call.text(`${page('new')}app.js\n\`\`\`js\nlet a;\n\`\`\`\n`);
  call.end();
  await story.untilStatus('idle');
  expect(story.text()?.replace(' MINE', '')).toBe('new\n');
  expect(story.text('app.js')).toBe('let a;\n// mine too\n');
});

test('after Stop not one more character lands, and what still came is counted', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>kept');
  await story.landed('kept');
  const stopped = story.command({ type: 'stop-run' });
  call.text(' late');
  await stopped;
  expect(call.isClosed).toBe(true);
  call.text(' later');
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>kept');
  expect(story.run()).toMatchObject({ status: 'stopped' });
  expect(story.run().receipt?.tokensAfterStop).toBeGreaterThan(0);
});

test('Stop takes back what the person had not seen when they said it, and keeps what they typed', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>seen');
  await story.landed('seen');
  const seen = story.session.state.sequence;
  call.text(' unseen');
  await story.landed('unseen');
  await story.type('un', ' MINE ');
  await story.command({ type: 'stop-run', seen });
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>seen MINE ');
  await story.command({ type: 'revert-run', runId: story.run().id });
  expect(story.text()).toBe(' MINE ');
});

test('a model that does not let go does not hold the run', async () => {
  const story = await tellGeneration({ letsGo: false });
  await story.command({ type: 'start-run', instruction: 'a page' });
  await story.call(0);
  await story.command({ type: 'stop-run' });
  await story.untilStatus('idle');
  expect(story.run().status).toBe('stopped');
});

test('Stop with revert takes back what was written', async () => {
  const story = await tellGeneration({ files: { 'index.html': '<p>old</p>\n' } });
  await story.command({ type: 'start-run', instruction: 'new' });
  (await story.call(0)).text('index.html\n```html\n<p>new</p>\n<b>');
  await story.landed('<b>');
  await story.command({ type: 'stop-run', revert: true });
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>old</p>\n');
});

test('a redirect turns to the new instruction with all that was written so far', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'red' });
  const first = await story.call(0);
  first.text('index.html\n```html\n<p style="color: red">half');
  await story.landed('half');
  await story.command({ type: 'redirect-run', instruction: 'blue' });
  const second = await story.call(1);
  expect(first.isClosed).toBe(true);
  const asked = second.request.messages.map(({ text }) => text);
  expect(asked.at(-1)).toContain('<p style="color: red">half');
  expect(asked.at(-1)).toContain('blue');
  expect(asked[0]).toBe('red');
  second.text(page('<p style="color: blue">half</p>'));
  second.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p style="color: blue">half</p>\n');
  expect(story.run()).toMatchObject({ attempt: 2, status: 'done' });
});

test('of several redirects while connecting only the latest is asked', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'one' });
  await story.call(0);
  await Promise.all([
    story.command({ type: 'redirect-run', instruction: 'two' }),
    story.command({ type: 'redirect-run', instruction: 'three' }),
  ]);
  await story.until(({ run }) => run.status === 'connecting' && run.attempt === 2);
  const last = story.calls.at(-1)!;
  expect(last.request.messages.at(-1)?.text).toContain('three');
  expect(story.calls.filter((call) => !call.isClosed)).toEqual([last]);
  last.text(page('x'));
  last.end();
  await story.untilStatus('idle');
  expect(story.run().instructions.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});

test('revert and redirect starts from the text before the run, with what people typed', async () => {
  const story = await tellGeneration({ files: { 'index.html': 'top\n' } });
  await story.command({ type: 'start-run', instruction: 'one' });
  (await story.call(0)).text('index.html\n```html\ntop\nwritten\nmore');
  await story.landed('more');
  await story.type('top', '!');
  await story.command({ type: 'redirect-run', instruction: 'two', revert: true });
  const second = await story.call(1);
  expect(second.request.messages.at(-1)?.text).toContain('top!\n');
  expect(second.request.messages.at(-1)?.text).not.toContain('top!\nwritten');
});

test('a run can be stopped while its model is being chosen', async () => {
  const story = await tellGeneration({ choosing: () => new Promise(() => {}) });
  await story.command({ type: 'start-run', instruction: 'one' });
  await story.command({ type: 'stop-run' });
  await story.untilStatus('idle');
  expect(story.calls).toEqual([]);
});

test('a redirect while the model is being chosen does not wait for it', async () => {
  const waits = [new Promise<void>(() => {}), Promise.resolve()];
  const story = await tellGeneration({ choosing: () => waits.shift()! });
  await story.command({ type: 'start-run', instruction: 'one' });
  await story.command({ type: 'redirect-run', instruction: 'two' });
  expect((await story.call(0)).request.messages.at(-1)?.text).toContain('two');
});

test('a redirect that comes when missed edits are about to be asked for again is followed instead', async () => {
  let goOn: () => void = () => {};
  const waits = [Promise.resolve(), new Promise<void>((resolve) => (goOn = resolve)), Promise.resolve()];
  const story = await tellGeneration({ files: { 'app.js': 'let a = 1;\n' }, choosing: () => waits.shift()! });
  await story.command({ type: 'start-run', instruction: 'b' });
  const first = await story.call(0);
  first.text('app.js\n```js\n<<<<<<< SEARCH\nnowhere\n=======\nhere\n>>>>>>> REPLACE\n```\n');
  first.end();
  await story.until(() => waits.length === 1);
  const redirected = story.command({ type: 'redirect-run', instruction: 'something else' });
  goOn();
  await redirected;
  const second = await story.call(1);
  expect(second.request.messages.at(-1)?.text).toContain('something else');
  expect(second.request.messages.at(-1)?.text).not.toContain('nowhere');
});

test('a run started in the moment the one before ends has its own time of grace', async () => {
  const story = await tellGeneration({ graceMs: 1_000 });
  await story.command({ type: 'start-run', instruction: 'one' });
  const first = await story.call(0);
  story.clock.advance(900);
  const next = new Promise((resolve) => {
    const end = story.session.listen(({ event }) => {
      if (event.type !== 'run-ended') return;
      end();
      resolve(story.command({ type: 'start-run', instruction: 'two' }));
    });
  });
  first.text('Nothing to do.');
  first.end();
  expect(await next).toBeNull();
  const second = await story.call(1);
  story.clock.advance(900);
  expect(second.isClosed).toBe(false);
  story.clock.advance(200);
  await story.untilStatus('idle');
  expect(second.isClosed).toBe(true);
});

test('an edit that finds no place is asked for once more, and then told', async () => {
  const story = await tellGeneration({ files: { 'app.js': 'let a = 1;\n' } });
  await story.command({ type: 'start-run', instruction: 'b' });
  const miss = 'app.js\n```js\n<<<<<<< SEARCH\nnowhere\n=======\nhere\n>>>>>>> REPLACE\n```\n';
  const first = await story.call(0);
  first.text(miss);
  first.end();
  const second = await story.call(1);
  expect(second.request.messages.at(-1)?.text).toContain('nowhere');
  expect(second.request.messages.at(-1)?.text).toContain('let a = 1;');
  second.text(miss);
  second.end();
  await story.untilStatus('idle');
  expect(story.calls).toHaveLength(2);
  expect(story.run()).toMatchObject({
    status: 'done',
    missed: [{ path: 'app.js', search: expect.stringContaining('nowhere') }],
  });
  expect(story.text('app.js')).toBe('let a = 1;\n');
});

test('a replacement streams into its place and leaves lines alone that stay', async () => {
  const story = await tellGeneration({ files: { 'app.js': 'let a = 1;\nlet b = 2;\nlet c = 3;\n' } });
  await story.command({ type: 'start-run', instruction: 'b' });
  const call = await story.call(0);
  call.text('app.js\n```js\n<<<<<<< SEARCH\nlet a = 1;\nlet b = 2;\n=======\nlet a = 1;\nlet b = 20');
  await story.landed('let b = 20', 'app.js');
  call.text('0;\n>>>>>>> REPLACE\n```\n');
  call.end();
  await story.untilStatus('idle');
  expect(story.text('app.js')).toBe('let a = 1;\nlet b = 200;\nlet c = 3;\n');
});

test('several files and a deletion come in one answer', async () => {
  const story = await tellGeneration({ files: { 'index.html': '', 'old.js': 'x' } });
  await story.command({ type: 'start-run', instruction: 'split' });
  const call = await story.call(0);
  call.text(`${page('<p>')}style.css\n\`\`\`css\np {}\n\`\`\`\nDELETE old.js\n`);
  call.end();
  await story.untilStatus('idle');
  expect([story.text(), story.text('style.css'), story.text('old.js')]).toEqual(['<p>\n', 'p {}\n', null]);
  await story.command({ type: 'revert-run', runId: story.run().id });
  expect([story.text(), story.text('style.css'), story.text('old.js')]).toEqual(['', null, 'x']);
});

test('deleting the place where the model writes pauses the run until it is told to go on', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>first part');
  await story.landed('first part');
  await story.type('', '', '<p>first part'.length);
  await story.untilStatus('paused');
  call.text(' second part</p>\n```\n');
  call.end();
  story.clock.advance(100);
  expect(story.text()).toBe('');
  await story.command({ type: 'resume-run' });
  await story.untilStatus('idle');
  expect(story.text()).toBe(' second part</p>\n');
  expect(story.run().status).toBe('done');
});

test('deleting the file that the model writes in pauses the run, and what it goes on to write is there when the file comes back', async () => {
  const story = await tellGeneration({ files: { 'index.html': 'old one\nold two\nold three\n' } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>first\n');
  await story.landed('first');
  await story.command({ type: 'delete-file', path: 'index.html' });
  await story.untilStatus('paused');
  await story.command({ type: 'resume-run' });
  call.text('<p>second\n<p>third\n');
  await story.until(({ files }) => files.get('index.html')!.text.toString().includes('third'));
  expect(story.text()).toBeNull();
  await story.command({ type: 'restore-file', fileId: 'index.html' });
  call.text('<p>fourth\n```\n');
  call.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>first\n<p>second\n<p>third\n<p>fourth\n');
});

test('a file deleted when the model was asked, and brought back while it writes, keeps its text', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'create-file', path: 'app.js', text: '// mine\n' });
  const { fileId } = { fileId: [...story.session.state.files.keys()].at(-1)! };
  await story.command({ type: 'delete-file', fileId });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  await story.command({ type: 'restore-file', fileId });
  call.text('app.js\n```js\nlet a;\n```\n');
  call.end();
  await story.untilStatus('idle');
  expect(story.text('app.js')).toBe('let a;\n// mine\n');
});

test.each([
  ['written anew', 'big.txt\n```\n', ''],
  ['rewritten', 'big.txt\n```\n', 'one\ntwo\n'],
  ['edited', 'big.txt\n```\n<<<<<<< SEARCH\none\n=======\n', 'one\ntwo\n'],
])(
  'a file that grows beyond its limit while it is %s is cut there, and the run ends well',
  async (_how, opening, text) => {
    const story = await tellGeneration({ files: { 'big.txt': text } });
    await story.command({ type: 'start-run', instruction: 'big' });
    const call = await story.call(0);
    call.text(opening);
    for (let part = 0; part < 6; part++) call.text(`${'x'.repeat(100_000)}\n`);
    await story.landed('x', 'big.txt');
    call.text('after\n>>>>>>> REPLACE\n```\n\nother.txt\n```\nother\n```\n');
    call.end();
    await story.untilStatus('idle');
    expect(
      story
        .run()
        .notes.map(({ text: words }) => words)
        .join(),
    ).toContain('larger than Flint keeps');
    expect(story.text('big.txt')!.length).toBeLessThanOrEqual(512 * 1024);
    expect(story.run().pen).toBeNull();
    expect(story.reported).toEqual([]);
  },
);

test('a model makes no more files than a session holds', async () => {
  const files = Object.fromEntries(Array.from({ length: 199 }, (_, index) => [`f${index}.js`, '']));
  const story = await tellGeneration({ files });
  await story.command({ type: 'start-run', instruction: 'more' });
  const call = await story.call(0);
  call.text('one.js\n```js\n1;\n```\n\ntwo.js\n```js\n2;\n```\n');
  call.end();
  await story.untilStatus('idle');
  expect([story.text('one.js'), story.text('two.js')]).toEqual(['1;\n', null]);
  expect(
    story
      .run()
      .notes.map(({ text }) => text)
      .join(),
  ).toContain('“two.js” was left out');
});

test('deleting all that a person saw there pauses the run, though more was written before it arrived', async () => {
  const story = await tellGeneration({ files: { 'index.html': 'old\n' } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>first part\n');
  await story.landed('first part');
  const { length, version } = {
    length: story.text()!.length,
    version: [...story.session.state.files.values()][0]!.version,
  };
  call.text('second part\n');
  await story.landed('second part');
  const change = changeToJson(replaceRange(length, 0, length, ''));
  expect(await story.command({ type: 'change-text', path: 'index.html', version, change })).toBeNull();
  await story.untilStatus('paused');
});

test('a paused run can be stopped', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>first part');
  await story.landed('first part');
  await story.type('', '', '<p>first part'.length);
  await story.untilStatus('paused');
  call.text(' second');
  call.end();
  await story.command({ type: 'stop-run' });
  await story.untilStatus('idle');
  expect(story.text()).toBe('');
});

test('a failure in mid-stream keeps the partial text and says what kind it was', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>half');
  call.fail(new ProviderError('rate-limit', 'slow down', { retryAfterMs: 2_000 }));
  await story.untilStatus('failed');
  expect(story.text()).toBe('<p>half');
  expect(story.run().failure).toEqual({ code: 'rate-limit', retryAfterMs: 2_000, provider: 'Played', model: 'm' });
  expect(await story.command({ type: 'start-run', instruction: 'again' })).toBeNull();
});

test('a model that is withdrawn, or forbidden to this key, is named with the next best', async () => {
  const story = await tellGeneration();
  const errors = [
    new ProviderError('withdrawn', 'gone', { status: 404 }),
    new ProviderError('auth', 'not yours', { status: 403 }),
  ];
  for (const [index, error] of errors.entries()) {
    await story.command({ type: 'start-run', instruction: 'a page' });
    (await story.call(index)).fail(error);
    await story.untilStatus('failed');
    expect(story.run().failure).toEqual({
      code: 'withdrawn',
      provider: 'Played',
      model: 'm',
      next: 'played/m-next',
    });
  }
});

test('an auto run goes to the lane that suits its instruction, anew for each redirect, and says why', async () => {
  const story = await tellGeneration({ files: { 'index.html': '<p>one</p>\n' } });
  await story.command({ type: 'start-run', instruction: 'make it blue', lane: 'auto' });
  await story.call(0);
  expect(story.run()).toMatchObject({ lane: 'auto', chosenLane: { lane: 'fast', reason: 'small-change' } });
  await story.command({ type: 'redirect-run', instruction: 'no, redesign the whole page' });
  await story.call(1);
  expect(story.run().chosenLane).toEqual({ lane: 'deep', reason: 'rework' });
  expect(story.wishes).toEqual([{ lane: 'fast' }, { lane: 'deep' }]);
});

test('after two runs that were taken back, auto goes deep', async () => {
  const story = await tellGeneration();
  for (const index of [0, 1]) {
    await story.command({ type: 'start-run', instruction: 'a page', lane: 'auto' });
    const call = await story.call(index);
    call.text('index.html\n```html\n<p>x</p>\n```\n');
    call.end();
    await story.untilStatus('idle');
    expect(story.run().chosenLane?.lane).toBe('fast');
    await story.command({ type: 'revert-run', runId: story.run().id });
  }
  await story.command({ type: 'start-run', instruction: 'a page', lane: 'auto' });
  await story.call(2);
  expect(story.run().chosenLane).toEqual({ lane: 'deep', reason: 'tried-before' });
});

test('a run is handed over to another lane with what is written, and to that lane’s own model', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page', lane: 'fast', model: 'played/m' });
  const first = await story.call(0);
  first.text('index.html\n```html\n<p>half');
  await story.landed('<p>half');
  await story.command({ type: 'redirect-run', instruction: 'a page', lane: 'deep' });
  const second = await story.call(1);
  expect(first.isClosed).toBe(true);
  expect(second.request.messages.at(-1)?.text).toContain('<p>half');
  expect(story.run()).toMatchObject({ lane: 'deep', chosenLane: { lane: 'deep', reason: null } });
  expect(story.wishes).toEqual([{ lane: 'fast', model: 'played/m' }, { lane: 'deep' }]);
});

test('what the model was shown is in the record of the run, with what was left out', async () => {
  const story = await tellGeneration({
    files: { 'index.html': '<p>one</p>\n', 'table.csv': '1,2,3\n'.repeat(60_000) },
  });
  await story.command({ type: 'start-run', instruction: 'make it blue', openFileId: 'index.html' });
  const { request } = await story.call(0);
  expect(request.messages.at(-1)?.text).toContain('Not shown, for want of room: table.csv');
  expect(story.run().context).toMatchObject({
    limitTokens: 100_000,
    answerTokens: 10_000,
    files: 1,
    leftOut: [{ path: 'table.csv', tokens: 120_000, reason: 'data' }],
    leftOutCount: 1,
    isEstimated: true,
  });
});

test('an answer cut at its longest is not called complete', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.text('index.html\n```html\n<p>half');
  call.end('length');
  await story.untilStatus('failed');
  expect(story.text()).toBe('<p>half');
  expect(story.run().failure?.code).toBe('length');
});

test('a run goes on without its page for the time of grace, and is then stopped upstream', async () => {
  const story = await tellGeneration({ graceMs: 30_000 });
  const leave = story.runner.editorCame();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  leave();
  story.clock.advance(29_000);
  expect(call.isClosed).toBe(false);
  story.runner.editorCame()();
  story.clock.advance(29_000);
  expect(call.isClosed).toBe(false);
  story.clock.advance(1_500);
  await story.untilStatus('idle');
  expect(call.isClosed).toBe(true);
  expect(story.run().status).toBe('stopped');
});

test('a run that no process carries on is ended as interrupted when its session is opened', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  (await story.call(0)).text('index.html\n```html\n<p>half');
  await story.landed('half');
  const { session, clock } = await story.open();
  clock.advance(2_000);
  await settle();
  // Its owner has the lease still.
  expect(session.state.run.status).toBe('writing');
  story.storeClock.advance(6_001);
  clock.advance(2_000);
  await settle();
  expect(session.state.run).toMatchObject({ status: 'failed', failure: { code: 'interrupted' } });
  expect([...session.state.files.values()][0]?.text.toString()).toBe('<p>half');
});

test('a run that broke off is continued from what it had written, and told so', async () => {
  const story = await tellGeneration();
  await story.command({ type: 'start-run', instruction: 'a page' });
  const first = await story.call(0);
  first.text('index.html\n```html\n<p>half');
  first.fail(new ProviderError('network', 'cut'));
  await story.untilStatus('failed');
  await story.command({ type: 'continue-run', runId: story.run().id });
  const second = await story.call(1);
  const asked = second.request.messages.map(({ text }) => text);
  expect(asked.at(-1)).toContain('<p>half');
  expect(asked.at(-1)).toContain('You were interrupted while writing');
  expect(asked.at(-1)).toContain('<instruction>\na page\n</instruction>');
  expect(asked[0]).toBe('a page');
  second.text(page('<p>half and whole</p>'));
  second.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>half and whole</p>\n');
});

test('a command sent twice under one key is carried out once', async () => {
  const story = await tellGeneration();
  const send = () =>
    story.session.dispatch({ type: 'create-file', path: 'a.js', text: '1' }, { clientId: 'ann', idempotencyKey: 'k' });
  expect(await send()).toEqual(await send());
  expect(story.session.state.files.size).toBe(2);
});

async function settle(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await new Promise<void>((resolve) => setImmediate(resolve));
}
