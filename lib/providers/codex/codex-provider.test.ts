import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isWithoutCodex, makeCodexHome, type CodexHome } from '../../../e2e/services/codex-home.ts';
import { startModelServer, type ModelServer } from '../../../e2e/model-server/model-server.ts';
import type { Fault } from '../../../e2e/model-server/scripted-answer.ts';
import { programOf } from '../../../e2e/model-server/tokens.ts';
import type { ModelEvent, ModelProvider, ModelRequest } from '../model-provider.ts';
import { describeAnyProvider } from '../provider-contract.ts';
import type { ProviderErrorKind } from '../provider-error.ts';
import type { Patience } from '../stream-answer.ts';
import { createCodexAccount } from './codex-account.ts';
import { createCodexProvider } from './codex-provider.ts';
import { createCodexServer, type CodexServer } from './codex-server.ts';

const request: ModelRequest = {
  model: 'flint-fast-test',
  system: 'You write programs.',
  messages: [{ role: 'user', text: 'Write one, ünd 😀.' }],
  maxOutputTokens: 2_000,
  effort: 'low',
};

describe.skipIf(isWithoutCodex())('the real codex', () => {
  let model: ModelServer;
  let home: CodexHome;
  let server: CodexServer;
  let provider: ModelProvider;

  async function start(patience: Patience = {}): Promise<void> {
    model = await startModelServer();
    home = makeCodexHome(model.baseUrl);
    server = createCodexServer(home.command);
    provider = createCodexProvider({ server, ...patience });
    // The program takes its time to start, which is not what these tests are about.
    await server.connect();
  }

  async function stop(): Promise<void> {
    const codex = await server.connect().catch(() => null);
    server.close();
    await vi.waitFor(() => expect(codex?.isRunning ?? false).toBe(false), { timeout: 5_000 });
    await model.close();
    home.remove();
  }

  describeAnyProvider(
    'Codex',
    async () => {
      await start();
      const text = programOf(200);
      const answer = { text, tokensPerSecond: 1_000 };
      model.script(answer);
      return {
        provider,
        request,
        text,
        holdBack: () => model.script({ ...answer, headersDelayMs: 60_000 }),
        started: () => model.nextRequest(),
        async closed() {
          await model.until(([first]) => first!.closedByClientAtMs !== null);
          return model.requests[0]!.closedByClientAtMs!;
        },
      };
    },
    stop,
  );

  describe('against the model server', () => {
    beforeEach(() => start({ stallMs: 1_000, firstTextMs: 4_000 }));
    afterEach(stop);

    async function eventsOf(asked: ModelRequest = request): Promise<readonly ModelEvent[]> {
      const events: ModelEvent[] = [];
      for await (const event of provider.generate(asked, new AbortController().signal)) events.push(event);
      return events;
    }

    const textOf = (events: readonly ModelEvent[]) =>
      events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');

    test('thinking is apart, and the end has the usage and the model', async () => {
      model.script({ text: 'ok 😀', reasoning: 'hm', usage: { inputTokens: 12, outputTokens: 34 } });
      const events = await eventsOf();
      expect(events).toContainEqual({ type: 'thinking-delta', text: 'hm' });
      expect(textOf(events)).toBe('ok 😀');
      expect(events.slice(-2)).toEqual([
        { type: 'usage', inputTokens: 12, outputTokens: 34 },
        { type: 'end', reason: 'complete', model: 'flint-fast-test' },
      ]);
    });

    test('what is sent is Flint’s own prompt, with what was said before, and little else', async () => {
      model.script({ text: 'ok' });
      const messages = [
        { role: 'user', text: 'A clock.' },
        { role: 'assistant', text: '(I was interrupted.)' },
        { role: 'user', text: 'Make it blue.' },
      ] as const;
      await eventsOf({ ...request, messages });
      const { body } = model.requests[0]!;
      const sent = JSON.stringify(body);
      expect(body['reasoning']).toMatchObject({ effort: 'low' });
      expect(sent).toContain('You write programs.');
      expect(sent).toContain('<user>\\nA clock.\\n</user>');
      expect(sent).toContain('(I was interrupted.)');
      expect(sent.length).toBeLessThan(4_500);
    });

    test('a redirect interrupts the turn and starts another, with what is written by then', async () => {
      model.script({ text: programOf(2_000), tokensPerSecond: 1_000 });
      const aborting = new AbortController();
      let seen = '';
      try {
        for await (const event of provider.generate(request, aborting.signal)) {
          if (event.type === 'text-delta') seen += event.text;
          if (seen.length > 100) aborting.abort();
        }
      } catch (error) {
        expect(error).toMatchObject({ name: 'AbortError' });
      }
      model.script({ text: 'turned' });
      const redirected = await eventsOf({ ...request, messages: [{ role: 'user', text: `${seen}\nNow another.` }] });
      expect(textOf(redirected)).toBe('turned');
      expect(JSON.stringify(model.requests[1]!.body)).toContain('Now another.');
      expect(model.requests[0]!.closedByClientAtMs).not.toBeNull();
    });

    const faults: readonly (readonly [Fault, ProviderErrorKind])[] = [
      [{ type: 'rate-limited' }, 'rate-limit'],
      [{ type: 'unauthorized' }, 'auth'],
      [{ type: 'out-of-quota' }, 'quota'],
      [{ type: 'unknown-model' }, 'withdrawn'],
      [{ type: 'unavailable' }, 'overloaded'],
      [{ type: 'not-understood' }, 'invalid'],
      [{ type: 'failed', afterTokens: 3, code: 'context_length_exceeded' }, 'context'],
      [{ type: 'error-event', afterTokens: 3 }, 'protocol'],
      [{ type: 'clean-cut', afterTokens: 3 }, 'protocol'],
      [{ type: 'socket-cut', afterTokens: 3 }, 'network'],
      [{ type: 'stall', afterTokens: 3 }, 'stalled'],
    ];
    test.each(faults)('%j is told as "%s", and nothing is asked twice', async (fault, kind) => {
      model.script({ text: 'one, two, three', fault });
      let text = '';
      const asking = (async () => {
        for await (const event of provider.generate(request, new AbortController().signal)) {
          if (event.type === 'text-delta') text += event.text;
        }
      })();
      await expect(asking).rejects.toMatchObject({ name: 'ProviderError', kind });
      expect(text).toBe('afterTokens' in fault ? 'one, two, th' : '');
      expect(model.requests).toHaveLength(1);
    });

    test('an answer that was cut at its limit says so', async () => {
      model.script({
        text: 'hello, world',
        fault: { type: 'incomplete', afterTokens: 2, reason: 'max_output_tokens' },
      });
      expect((await eventsOf()).at(-1)).toMatchObject({ type: 'end', reason: 'length' });
    });

    test('ten answers at once are each whole', async () => {
      model.script((_body, index) => ({ text: `${index}: ${programOf(100)}`, tokensPerSecond: 2_000 }));
      const texts = (await Promise.all(Array.from({ length: 10 }, () => eventsOf()))).map(textOf);
      const sorted = texts.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
      expect(sorted).toEqual(sorted.map((_text, index) => `${index}: ${programOf(100)}`));
    });

    test('a process that is killed is a network error, and the next request has a new one', async () => {
      model.script({ text: programOf(2_000), tokensPerSecond: 500 });
      const first = await server.connect();
      const asking = (async () => {
        for await (const { type } of provider.generate(request, new AbortController().signal)) {
          if (type === 'text-delta') process.kill(first.pid, 'SIGKILL');
        }
      })();
      await expect(asking).rejects.toMatchObject({
        kind: 'network',
        message: expect.stringContaining('Codex has ended'),
      });
      model.script({ text: 'again' });
      expect(textOf(await eventsOf())).toBe('again');
      expect((await server.connect()).pid).not.toBe(first.pid);
    });

    test('the models are those that it lists', async () => {
      const models = await provider.listModels(new AbortController().signal);
      expect(models.length).toBeGreaterThan(0);
      expect(models[0]).toMatchObject({ id: expect.any(String), name: expect.any(String) });
    });
  });

  test('without an account it says so, and gives the address at which to sign in', async () => {
    const alone = makeCodexHome();
    const codex = createCodexServer(alone.command);
    const account = createCodexAccount(codex);
    expect(await account.read()).toEqual({ status: 'signed-out' });
    const begun = await account.signIn();
    expect(begun).toMatchObject({
      status: 'signing-in',
      address: expect.stringMatching(/^https:\/\/auth\.openai\.com\//),
    });
    expect(await account.signIn(), 'begun once').toEqual(begun);
    expect(await account.cancel()).toEqual({ status: 'signed-out' });
    const running = await codex.connect();
    codex.close();
    await vi.waitFor(() => expect(running.isRunning).toBe(false), { timeout: 5_000 });
    alone.remove();
  });

  test('it does not outlive the process that started it, however that ends', async () => {
    const lonely = makeCodexHome();
    const address = new URL('codex-server.ts', import.meta.url).href;
    const program = `
      import { createCodexServer } from ${JSON.stringify(address)};
      const codex = await createCodexServer(${JSON.stringify(lonely.command)}).connect();
      console.log(codex.pid);
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(line));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000 });
    lonely.remove();
  });
});

test('a program that is not there is a network error', async () => {
  const server = createCodexServer({ program: '/nowhere/codex', variables: {} });
  await expect(server.connect()).rejects.toMatchObject({ kind: 'network' });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
