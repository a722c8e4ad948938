import { expect, test } from 'vitest';
import { createMemoryTokenLedger } from '../log/memory-token-ledger.ts';
import type { TokenLedger } from '../log/token-ledger.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { tellGeneration } from './generation-story.ts';

const page = (body: string) => `index.html\n\`\`\`html\n${body}\n\`\`\`\n`;
const midnightMs = 24 * 60 * 60_000;
/** The story's model writes 10,000 tokens at most; what it is asked takes some 2,000. */
const roomy = { session: 100_000, day: 1_000_000 };

test('the worst case is set aside before the model is asked, and what the provider counted stands in its place after', async () => {
  const story = await tellGeneration({ tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  const setAside = await story.usedTokens();
  expect(setAside).toBeGreaterThan(10_500);
  expect(setAside).toBeLessThan(14_000);
  call.text(page('x'));
  expect(await story.usedTokens()).toBe(setAside);
  call.say({ type: 'usage', inputTokens: 1_200, outputTokens: 34 });
  call.end();
  await story.untilStatus('idle');
  expect(await story.usedTokens()).toBe(1_234);
});

test('without a count of the provider’s, what came is counted', async () => {
  const story = await tellGeneration({ tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  const question = (await story.usedTokens()) - 10_000;
  call.text(page('x'.repeat(300)));
  call.end();
  await story.untilStatus('idle');
  expect(await story.usedTokens()).toBe(question + Math.ceil(page('x'.repeat(300)).length / 3));
});

test('Stop in mid-stream settles what had come, also what a model showed of its thinking', async () => {
  const story = await tellGeneration({ tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  const question = (await story.usedTokens()) - 10_000;
  call.say({ type: 'accepted' }, { type: 'thinking-delta', text: 'h'.repeat(90) });
  call.text('index.html\n```html\n<p>kept');
  await story.landed('kept');
  await story.command({ type: 'stop-run' });
  await story.untilStatus('idle');
  const came = Math.ceil((90 + 'index.html\n```html\n<p>kept'.length) / 3);
  expect(await story.usedTokens()).toBe(question + came);
});

test('what was refused before it began costs nothing; what broke off costs what had come', async () => {
  const story = await tellGeneration({ tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const refused = await story.call(0);
  const question = (await story.usedTokens()) - 10_000;
  refused.fail(new ProviderError('rate-limit', 'slow down', { status: 429 }));
  await story.untilStatus('failed');
  expect(await story.usedTokens()).toBe(0);
  await story.command({ type: 'start-run', instruction: 'a page' });
  const broken = await story.call(1);
  broken.text('index.html\n```html\n<p>half');
  await story.landed('half');
  broken.fail(new ProviderError('network', 'cut'));
  await story.untilStatus('failed');
  expect(await story.usedTokens()).toBeGreaterThan(question);
  expect(await story.usedTokens()).toBeLessThan(question + 500);
});

test('a call that is closed while it waits in a queue costs nothing, one that may be at work its question', async () => {
  const story = await tellGeneration({ tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const queued = await story.call(0);
  const question = (await story.usedTokens()) - 10_000;
  queued.say({ type: 'accepted' }, { type: 'queued' });
  await story.untilStatus('queued');
  await story.command({ type: 'stop-run' });
  await story.untilStatus('idle');
  expect(await story.usedTokens()).toBe(0);
  await story.command({ type: 'start-run', instruction: 'a page' });
  await story.call(1);
  await story.command({ type: 'stop-run' });
  await story.untilStatus('idle');
  expect(await story.usedTokens()).toBeGreaterThan(question - 50);
  expect(await story.usedTokens()).toBeLessThan(question + 100);
});

test('a redirect, and asking again for edits that found no place, are calls of their own', async () => {
  const story = await tellGeneration({ files: { 'app.js': 'let a = 1;\n' }, tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'b' });
  (await story.call(0)).say({ type: 'usage', inputTokens: 100, outputTokens: 1 });
  await story.command({ type: 'redirect-run', instruction: 'c' });
  const second = await story.call(1);
  expect(await story.usedTokens()).toBeGreaterThan(10_101);
  second.text('app.js\n```js\n<<<<<<< SEARCH\nnowhere\n=======\nhere\n>>>>>>> REPLACE\n```\n');
  second.say({ type: 'usage', inputTokens: 200, outputTokens: 2 });
  second.end();
  const third = await story.call(2);
  third.say({ type: 'usage', inputTokens: 300, outputTokens: 3 });
  third.end();
  await story.untilStatus('idle');
  expect(await story.usedTokens()).toBe(606);
});

test('when too little is left nothing is asked, and the run says of which limit, how much, and until when', async () => {
  const story = await tellGeneration({ tokenLimits: { session: 20_000, day: null } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const first = await story.call(0);
  first.text(page('x'));
  first.say({ type: 'usage', inputTokens: 9_000, outputTokens: 10_000 });
  first.end();
  await story.untilStatus('idle');
  await story.command({ type: 'start-run', instruction: 'more' });
  await story.untilStatus('failed');
  expect(story.calls).toHaveLength(1);
  expect(story.text()).toBe('x\n');
  const { failure } = story.run();
  expect(failure).toMatchObject({
    code: 'budget',
    spent: { limit: 'session', leftTokens: 1_000, freshAtMs: midnightMs, isCut: false },
  });
  expect(failure?.spent?.neededTokens).toBeGreaterThan(2_500);
  expect(await story.usedTokens()).toBe(19_000);
});

test('a redirect for which too little is left ends the run in words, and what was written stays', async () => {
  const story = await tellGeneration({ tokenLimits: { session: 20_000, day: null } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const first = await story.call(0);
  first.text('index.html\n```html\n<p>kept');
  await story.landed('kept');
  first.say({ type: 'usage', inputTokens: 9_000, outputTokens: 10_500 });
  await story.settle();
  await story.command({ type: 'redirect-run', instruction: 'another' });
  await story.untilStatus('failed');
  expect(first.isClosed).toBe(true);
  expect(story.calls).toHaveLength(1);
  expect(story.text()).toBe('<p>kept');
  expect(story.run().failure).toMatchObject({ code: 'budget', spent: { leftTokens: 500 } });
});

test('a call is called off while its tokens are set aside, and they are given back', async () => {
  const waiting: (() => void)[] = [];
  const ledger = createMemoryTokenLedger();
  const held: TokenLedger = {
    ...ledger,
    async reserve(wish) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return ledger.reserve(wish);
    },
  };
  const story = await tellGeneration({ tokenLimits: roomy, ledger: held });
  await story.command({ type: 'start-run', instruction: 'a page' });
  await story.untilStatus('connecting');
  await story.settle();
  await story.command({ type: 'stop-run' });
  await story.untilStatus('idle');
  expect(waiting).toHaveLength(1);
  waiting[0]!();
  await story.settle();
  expect(story.calls).toEqual([]);
  expect(await story.usedTokens()).toBe(0);
});

test('after midnight there are new ones', async () => {
  const story = await tellGeneration({ tokenLimits: { session: 20_000, day: null } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const first = await story.call(0);
  first.say({ type: 'usage', inputTokens: 9_000, outputTokens: 11_000 });
  first.end();
  await story.untilStatus('idle');
  story.clock.advance(midnightMs);
  await story.command({ type: 'start-run', instruction: 'more' });
  expect((await story.call(1)).request.maxOutputTokens).toBe(10_000);
});

test('of less than the longest answer as much is asked for as is left, and the run says so if it ends there', async () => {
  const story = await tellGeneration({ tokenLimits: { session: 9_000, day: null } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  expect(call.request.maxOutputTokens).toBeGreaterThan(5_000);
  expect(call.request.maxOutputTokens).toBeLessThan(9_000);
  expect(await story.usedTokens()).toBe(9_000);
  call.text('index.html\n```html\n<p>as far as');
  call.end('length');
  await story.untilStatus('failed');
  expect(story.text()).toBe('<p>as far as');
  expect(story.run().failure).toMatchObject({ code: 'budget', spent: { limit: 'session', isCut: true } });
});

test('an answer that is as long as was wanted, and was cut there, is no matter of the budget', async () => {
  const story = await tellGeneration({ tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.end('length');
  await story.untilStatus('failed');
  expect(story.run().failure).toMatchObject({ code: 'length' });
});

test('a model that costs nothing is asked when all is used, and never counted', async () => {
  const story = await tellGeneration({ tokenLimits: { session: 1, day: 1 } });
  await story.command({ type: 'start-run', instruction: 'a page' });
  await story.untilStatus('failed');
  await story.command({ type: 'start-run', instruction: 'a page', model: 'played/free' });
  const call = await story.call(0);
  expect(call.request.maxOutputTokens).toBe(10_000);
  call.text(page('x'));
  call.say({ type: 'usage', inputTokens: 9_000, outputTokens: 11_000 });
  call.end();
  await story.untilStatus('idle');
  expect(await story.usedTokens()).toBe(0);
});

test('racers set their worst cases aside each, and those for which nothing is left say so while the others go on', async () => {
  const story = await tellGeneration({ tokenLimits: { session: 14_000, day: null } });
  await story.command({ type: 'start-race', instruction: 'a page', models: ['played/m', 'played/n'] });
  const call = await story.call(0);
  call.text(page('x'));
  call.end();
  await story.until(({ races }) => races[0]?.racers.every(({ record }) => record.status !== 'running') ?? false);
  const racers = story.session.state.races[0]!.racers.map(({ record }) => record);
  expect(racers.map(({ status }) => status).toSorted()).toEqual(['done', 'failed']);
  expect(racers.find(({ status }) => status === 'failed')?.failure).toMatchObject({ code: 'budget' });
  expect(story.calls).toHaveLength(1);
});

test('what a closing process interrupts is settled', async () => {
  const story = await tellGeneration({ tokenLimits: roomy });
  await story.command({ type: 'start-run', instruction: 'a page' });
  const call = await story.call(0);
  call.say({ type: 'usage', inputTokens: 50 });
  await story.settle();
  await story.runner.close();
  expect(await story.usedTokens()).toBe(50);
});
