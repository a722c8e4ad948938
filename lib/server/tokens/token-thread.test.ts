import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createTokenThread } from './token-thread.ts';

const thread = createTokenThread({
  delayMs: 0,
  report(error) {
    throw error;
  },
});
const count = (counted: string) => thread.count(() => counted);

afterEach(() => thread.close());

test('it counts as OpenAI’s models do', async () => {
  expect(await count('hello world')).toBe(2);
  expect(await Promise.all(['const a = 1;\n', '', 'καλημέρα'].map(count))).toEqual([6, 0, 4]);
});

test('text that looks like a mark of the model’s own is text', async () => {
  expect(await count('<|endoftext|>')).toBeGreaterThan(3);
});

test('what has no spaces is counted in a moment, too', async () => {
  await count('ready');
  const startMs = performance.now();
  const tokens = await count('QUJD'.repeat(40_000));
  expect(performance.now() - startMs).toBeLessThan(5_000);
  expect(tokens).toBeGreaterThan(40_000);
});

test('while a run goes on nothing is counted, unless it goes on for too long', async () => {
  let isBusy = true;
  const waits = createTokenThread({
    delayMs: 5,
    patienceMs: 60_000,
    isBusy: () => isBusy,
    report(error) {
      throw error;
    },
  });
  let reads = 0;
  const counted = waits.count(() => {
    reads++;
    return 'hello world';
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(reads).toBe(0);
  isBusy = false;
  expect(await counted).toBe(2);
  await waits.close();

  const patient = createTokenThread({
    delayMs: 5,
    patienceMs: 100,
    isBusy: () => true,
    report(error) {
      throw error;
    },
  });
  const startMs = performance.now();
  expect(await patient.count(() => 'hello world')).toBe(2);
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(100);
  await patient.close();
});

test('what is loaded into the server before anything else is not loaded into its thread', async () => {
  const url = (path: string) => new URL(path, import.meta.url).href;
  const program = `
    import { createTokenThread } from ${JSON.stringify(url('token-thread.ts'))};
    // As a server's connections do: the thread itself keeps nobody.
    setInterval(() => {}, 1_000);
    const thread = createTokenThread({ delayMs: 0, report: (error) => console.log(error) });
    console.log(await thread.count(() => 'hello world'));
    setTimeout(() => { console.log('still here'); process.exit(0); }, 400);
  `;
  // The launcher's: it ends its process when standard input closes, which in a thread is at once.
  const preload = url('../../launch/end-with-parent.mjs');
  const child = spawn(process.execPath, ['--import', preload, '--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  expect(await text(child.stdout)).toBe('2\nstill here\n');
});

test('after it was closed it starts again', async () => {
  await count('one');
  await thread.close();
  expect(await count('hello world')).toBe(2);
});
