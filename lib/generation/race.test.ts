import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { ProviderError } from '../providers/provider-error.ts';
import type { RunRecord } from '../session/session-state.ts';
import { type PlayedCall, tellGeneration } from './generation-story.ts';

const start = (body: string) => `index.html\n\`\`\`html\n${body}`;

/** A race of so many, all of which have been asked. */
async function tellRace(racing = 2, options: Parameters<typeof tellGeneration>[0] = {}) {
  const story = await tellGeneration({ files: { 'index.html': 'old\n' }, ...options });
  const models = Array.from({ length: racing }, (_, index) => `p/${index}`);
  expect(await story.command({ type: 'start-race', instruction: 'a page', models })).toBeNull();
  const race = () => story.session.state.races.at(-1)!;
  const calls: PlayedCall[] = [];
  for (let index = 0; index < racing; index++) calls.push(await story.call(index));
  const textOf = (index: number) => race().racers[index]!.files.get('index.html')?.text.toString() ?? '';
  return {
    ...story,
    story,
    race,
    calls,
    ids: race().racers.map(({ record }) => record.id),
    textOf,
    record: (index: number): RunRecord => race().racers[index]!.record,
    written: (index: number, part: string) => story.until(() => textOf(index).includes(part)),
  };
}

test('racers are asked at once, each for its own model, and write side by side', async () => {
  const { story, calls, textOf, written, record } = await tellRace(3);
  expect(story.wishes.map(({ model }) => model)).toEqual(['p/0', 'p/1', 'p/2']);
  calls[1]!.text(start('<p>second'));
  calls[0]!.text(start('<p>first'));
  await written(1, 'second');
  await written(0, 'first');
  expect(textOf(2)).toBe('old\n');
  expect(story.text()).toBe('old\n');
  expect(record(0)).toMatchObject({ status: 'running', timeToFirstTokenMs: expect.any(Number) });
});

test('one that is kept in mid-stream stays and goes on in the file; the others are closed, and leave nothing', async () => {
  const { story, calls, ids, written, record } = await tellRace(3);
  calls[0]!.text(start('<p>winner'));
  calls[1]!.text(start('<p>loser'));
  await written(0, 'winner');
  await written(1, 'loser');
  await story.type('old', ' MINE');
  await story.command({ type: 'pick-racer', racer: ids[0]! });
  expect(calls.map(({ isClosed }) => isClosed)).toEqual([false, true, true]);
  expect(story.text()).toContain('<p>winner');
  expect(story.session.state.run).toMatchObject({ status: 'writing', runId: ids[0] });
  calls[1]!.text(' more of it');
  calls[0]!.text(' goes on</p>\n```\n');
  calls[0]!.end();
  await story.untilStatus('idle');
  expect(story.text()?.replace(' MINE', '')).toBe('<p>winner goes on</p>\n');
  expect(story.text()).toContain(' MINE');
  expect(story.run()).toMatchObject({ id: ids[0], status: 'done', receipt: { attempts: 1 } });
  await story.until(() => !story.runner.isBusy);
  expect(record(1)).toMatchObject({ status: 'stopped', receipt: { provider: 'played' } });
});

test('what is typed between a pick and the next token is kept, wherever the racer writes next', async () => {
  const { story, calls, ids, written } = await tellRace(2, { files: { 'index.html': '' } });
  calls[0]!.text(start('<p>one two'));
  await written(0, 'two');
  await story.command({ type: 'pick-racer', racer: ids[0]! });
  await story.type('one', ' AND A HALF');
  calls[0]!.text(' three</p>\n```\n');
  calls[0]!.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>one AND A HALF two three</p>\n');
});

test('a kept racer can be stopped and turned like any run', async () => {
  const { story, calls, ids, written } = await tellRace();
  calls[0]!.text(start('<p>winner'));
  await written(0, 'winner');
  await story.command({ type: 'pick-racer', racer: ids[0]! });
  await story.command({ type: 'redirect-run', instruction: 'in blue' });
  expect(calls[0]!.isClosed).toBe(true);
  const second = await story.call(2);
  expect(second.request.messages.at(-1)?.text).toContain('in blue');
  second.text(start('<p>blue'));
  await story.landed('blue');
  await story.command({ type: 'stop-run', revert: true });
  await story.untilStatus('idle');
  expect(story.text()).toBe('old\n');
});

test('one can be kept before it has written anything', async () => {
  const { story, calls, ids } = await tellRace();
  await story.command({ type: 'pick-racer', racer: ids[1]! });
  expect(calls[0]!.isClosed).toBe(true);
  calls[1]!.text(start('<p>late</p>\n```\n'));
  calls[1]!.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>late</p>\n');
});

test('a racer that fails says why, and the others go on', async () => {
  const { story, calls, ids, record, written } = await tellRace(3);
  calls[0]!.fail(new ProviderError('rate-limit', 'too many', { retryAfterMs: 7_000 }));
  calls[1]!.text(start('<p>half'));
  await written(1, 'half');
  calls[1]!.fail(new ProviderError('protocol', 'broken'));
  calls[2]!.text(start('<p>whole</p>\n```\n'));
  calls[2]!.end();
  await story.until(() => story.session.state.races.at(-1)!.racers.every((racer) => racer.run.status !== 'writing'));
  expect(record(0)).toMatchObject({ status: 'failed', failure: { code: 'rate-limit', retryAfterMs: 7_000 } });
  expect(record(1)).toMatchObject({ status: 'failed', failure: { code: 'protocol' } });
  expect(record(2)).toMatchObject({ status: 'done' });
  expect(await story.command({ type: 'pick-racer', racer: ids[0]! })).toBe('nothing-to-keep');
  expect(await story.command({ type: 'pick-racer', racer: ids[1]! })).toBeNull();
  expect(story.session.state.run).toMatchObject({ status: 'failed', failure: { code: 'protocol' } });
  expect(story.text()).toContain('<p>half');
});

test('Stop closes them all, and what they wrote waits for a choice', async () => {
  const { story, calls, ids, written, race } = await tellRace(4);
  calls[3]!.text(start('<p>fourth'));
  await written(3, 'fourth');
  await story.command({ type: 'stop-run' });
  expect(calls.every(({ isClosed }) => isClosed)).toBe(true);
  await story.until(() => !story.runner.isBusy);
  expect(race().racers.map(({ record }) => record.status)).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
  expect(await story.command({ type: 'pick-racer', racer: ids[3]! })).toBeNull();
  expect(story.text()).toContain('<p>fourth');
  expect(story.run()).toMatchObject({ status: 'stopped' });
});

test('a racer whose edits found no place is asked once more, in its own copy', async () => {
  const { story, calls, ids, textOf } = await tellRace();
  calls[0]!.text('index.html\n<<<<<<< SEARCH\nnowhere\n=======\nnew\n>>>>>>> REPLACE\n');
  calls[0]!.end();
  const again = await story.call(2);
  again.text('index.html\n<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE\n');
  again.end();
  await story.until(({ races }) => races.at(-1)!.racers[0]!.record.status === 'done');
  expect(textOf(0)).toBe('new\n');
  await story.command({ type: 'pick-racer', racer: ids[0]! });
  expect(story.run()).toMatchObject({ status: 'done', attempt: 2 });
  expect(story.text()).toBe('new\n');
});

test('a race that nobody with edit rights looks at any more is stopped, and waits', async () => {
  const { story, calls, race } = await tellRace(2, { graceMs: 1_000 });
  story.clock.advance(1_100);
  await story.until(() => !story.runner.isBusy);
  expect(calls.every(({ isClosed }) => isClosed)).toBe(true);
  expect(race()).toMatchObject({ over: null });
});

test('another process can keep a racer: the one that carries it out closes the others and goes on with it', async () => {
  const { story, calls, ids, written } = await tellRace();
  calls[0]!.text(start('<p>here'));
  await written(0, 'here');
  const other = await story.open();
  expect((await other.session.dispatch({ type: 'pick-racer', racer: ids[0]! }, { clientId: 'bob' })).ok).toBe(true);
  await story.tellAll();
  expect(calls.map(({ isClosed }) => isClosed)).toEqual([false, true]);
  calls[0]!.text(' and there</p>\n```\n');
  calls[0]!.end();
  await story.untilStatus('idle');
  expect(story.text()).toBe('<p>here and there</p>\n');
  expect(story.run()).toMatchObject({ status: 'done' });
});

test('a race whose process is gone ends as interrupted, and what was written can still be kept', async () => {
  const { story, calls, ids, written } = await tellRace();
  calls[0]!.text(start('<p>half'));
  await written(0, 'half');
  const other = await story.open();
  story.storeClock.advance(10_000);
  for (let looks = 0; looks < 5; looks++) {
    other.clock.advance(2_100);
    await story.settle();
  }
  const { races } = other.session.state;
  expect(races.at(-1)!.racers.map(({ record }) => record.failure?.code)).toEqual(['interrupted', 'interrupted']);
  expect((await other.session.dispatch({ type: 'pick-racer', racer: ids[0]! }, { clientId: 'bob' })).ok).toBe(true);
  expect(other.session.state.files.get('index.html')?.text.toString()).toContain('<p>half');
});

test('whenever a racer is kept, and whatever people type meanwhile, the text is that of a run without a race', async () => {
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index}.`);
  const files = { 'index.html': `${lines.join('\n')}\n` };
  const blocks = lines
    .filter((_, index) => index % 2 === 0)
    .map((line) => `<<<<<<< SEARCH\n${line}\n=======\n${line.replace('.', ' anew,')}\nand more.\n>>>>>>> REPLACE\n`);
  const answer = `index.html\n${blocks.join('')}`;

  for (let seed = 1; seed <= 40; seed++) {
    const texts = [];
    for (const isRaced of [false, true]) {
      const random = createSeededRandom(seed);
      const pickedAt = random.integer(12);
      const story = await tellGeneration({ files });
      const asked = { instruction: 'anew', openFileId: 'index.html' };
      await story.command(
        isRaced ? { type: 'start-race', ...asked, models: ['p/a', 'p/b'] } : { type: 'start-run', ...asked },
      );
      const call = await story.call(0);
      for (let step = 0, said = 0; step < 12; step++) {
        if (isRaced && step === pickedAt) {
          const racer = story.session.state.races[0]!.racers[0]!.record.id;
          expect(await story.command({ type: 'pick-racer', racer })).toBeNull();
        }
        const next = step === 11 ? answer.length : Math.min(answer.length, said + random.integer(60));
        call.text(answer.slice(said, next));
        said = next;
        story.clock.advance(random.integer(40));
        await story.settle();
        await story.type(`line ${1 + 2 * random.integer(6)}`, ` by hand ${step}`);
      }
      call.end();
      await story.untilStatus('idle');
      texts.push(story.text());
      await story.runner.close();
    }
    expect(texts[1], `seed ${seed}`).toBe(texts[0]);
    expect(texts[0]).toContain('line 10 anew,\nand more.');
  }
});
