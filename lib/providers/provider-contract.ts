import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startModelServer, type ModelServer } from '../../e2e/model-server/model-server.ts';
import type { RecordedRequest } from '../../e2e/model-server/recorded-request.ts';
import type { Fault, ScriptedAnswer } from '../../e2e/model-server/scripted-answer.ts';
import { programOf, tokensOf } from '../../e2e/model-server/tokens.ts';
import type { ModelEvent, ModelProvider, ModelRequest } from './model-provider.ts';
import { addressFor, protocolFacts, type WireProtocol } from './protocol-contract.ts';
import { ProviderError, type ProviderErrorKind } from './provider-error.ts';
import type { Patience } from './stream-answer.ts';

/** A provider that is ready to answer, for one test. */
export interface AnsweringProvider {
  readonly provider: ModelProvider;
  /** A request that gets an answer of several hundred characters, slowly enough to leave in the middle. */
  readonly request: ModelRequest;
  /** The whole text of that answer. */
  readonly text: string;
  /** Holds the answer back before its first event, where the provider can. */
  readonly holdBack?: () => void;
  /** Resolves once the provider works on the request. */
  readonly started?: () => Promise<unknown>;
  /** Resolves once the provider no longer works on it, with when that was (milliseconds since 1970). */
  readonly closed?: () => Promise<number>;
}

/** How long a call that was given up may go on at the other end. */
const closesWithinMs = 50;

/** What every provider promises, with a server behind it or not. `start` is called before each test. */
export function describeAnyProvider(
  name: string,
  start: () => Promise<AnsweringProvider>,
  stop: () => Promise<void> = async () => {},
): void {
  describe(`${name}, as any provider`, () => {
    let answering: AnsweringProvider;
    beforeEach(async () => {
      answering = await start();
    });
    afterEach(stop);

    test('the text comes in order and whole, and one end comes last', async () => {
      const { provider, request, text } = answering;
      const events = await collect(provider.generate(request, new AbortController().signal));
      expect(textOf(events)).toBe(text);
      expect(events.filter(({ type }) => type === 'end')).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'complete' });
      expect(events.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(10);
    });

    test('two answers at once do not mix', async () => {
      const { provider, request, text } = answering;
      const ask = () => collect(provider.generate(request, new AbortController().signal));
      const [first, second] = await Promise.all([ask(), ask()]);
      expect([textOf(first), textOf(second)]).toEqual([text, text]);
    });

    test('a signal that was aborted before asks for nothing', async () => {
      const { provider, request } = answering;
      expect(await collectUntilAborted(provider.generate(request, AbortSignal.abort()))).toEqual([]);
    });

    test('an abort before the first event ends the stream and closes the call', async (context) => {
      const { provider, request, holdBack, started, closed } = answering;
      if (!holdBack || !started) return context.skip();
      holdBack();
      const aborting = new AbortController();
      const begun = started();
      const collecting = collectUntilAborted(provider.generate(request, aborting.signal));
      await begun;
      const abortedAtMs = nowMs();
      aborting.abort();
      expect(await collecting).toEqual([]);
      if (closed) expect((await closed()) - abortedAtMs).toBeLessThan(closesWithinMs);
    });

    test('an abort in mid-stream lets no more text through and closes the call', async () => {
      const { provider, request, text, closed } = answering;
      const aborting = new AbortController();
      let abortedAtMs = 0;
      let seen = '';
      try {
        for await (const event of provider.generate(request, aborting.signal)) {
          expect(abortedAtMs, 'nothing comes after the abort').toBe(0);
          if (event.type === 'text-delta') seen += event.text;
          if (seen.length < 40) continue;
          abortedAtMs = nowMs();
          aborting.abort();
        }
      } catch (error) {
        expect(error).toMatchObject({ name: 'AbortError' });
      }
      expect(text.startsWith(seen)).toBe(true);
      expect(seen.length).toBeLessThan(text.length);
      if (closed) expect((await closed()) - abortedAtMs).toBeLessThan(closesWithinMs);
    });

    test('leaving the stream early closes the call', async () => {
      const { provider, request, closed } = answering;
      let leftAtMs = 0;
      for await (const event of provider.generate(request, new AbortController().signal)) {
        leftAtMs = nowMs();
        if (event.type === 'text-delta') break;
      }
      if (closed) expect((await closed()) - leftAtMs).toBeLessThan(closesWithinMs);
    });

    test('leaving while the next event is awaited closes the call too, and nothing is thrown', async (context) => {
      const { provider, request, holdBack, started, closed } = answering;
      if (!holdBack || !started) return context.skip();
      holdBack();
      const begun = started();
      const iterator = provider.generate(request, new AbortController().signal)[Symbol.asyncIterator]();
      const awaited = iterator.next();
      await begun;
      const leftAtMs = nowMs();
      await iterator.return?.();
      expect((await awaited).done).toBe(true);
      if (closed) expect((await closed()) - leftAtMs).toBeLessThan(closesWithinMs);
    });
  });
}

/** The key that the suite's providers are made with; it must never come up in an error. */
export const contractKey = 'sk-contract-7f3a91d2c4';

/** Short patience, so that silence is noticed within a test. */
const shortPatience: Required<Patience> = { stallMs: 250, firstTextMs: 400 };

const request: ModelRequest = {
  model: 'contract-model',
  system: 'You write code.',
  messages: [
    { role: 'user', text: 'Say it.' },
    { role: 'assistant', text: 'It.' },
    { role: 'user', text: 'Again, ünd 😀.' },
  ],
  maxOutputTokens: 2_000,
};

/**
 * What a provider with an HTTP server behind it promises, against the model server: the part of `describeAnyProvider`, and
 * every way in which the other end can fail. `create` makes the provider with this address, `contractKey` and this
 * patience.
 */
export function describeProvider(
  name: string,
  create: (baseUrl: string, patience: Patience) => ModelProvider,
  protocol: WireProtocol,
): void {
  const facts = protocolFacts[protocol];
  let server: ModelServer;
  let provider: ModelProvider;

  async function start(): Promise<void> {
    server = await startModelServer();
    provider = create(addressFor(server, protocol), shortPatience);
  }
  const stop = () => server.close();

  describeAnyProvider(
    name,
    async () => {
      await start();
      const text = programOf(200);
      const answer = { text, tokensPerSecond: 1_000 };
      server.script(answer);
      return {
        provider,
        request,
        text,
        holdBack: () => server.script({ ...answer, headersDelayMs: 60_000 }),
        started: () => server.nextRequest(),
        async closed() {
          await server.until(([first]) => first!.closedByClientAtMs !== null);
          return server.requests[0]!.closedByClientAtMs!;
        },
      };
    },
    stop,
  );

  describe(`${name}, over HTTP`, () => {
    beforeEach(start);
    afterEach(stop);

    async function answerTo(script: ScriptedAnswer, asked: ModelRequest = request): Promise<readonly ModelEvent[]> {
      server.script(script);
      return collect(provider.generate(asked, new AbortController().signal));
    }

    async function failureOf(script: ScriptedAnswer): Promise<{ error: ProviderError; events: readonly ModelEvent[] }> {
      server.script(script);
      const events: ModelEvent[] = [];
      try {
        for await (const event of provider.generate(request, new AbortController().signal)) events.push(event);
      } catch (error) {
        expect(error).toBeInstanceOf(ProviderError);
        expectNoKey(error);
        return { error: error as ProviderError, events };
      }
      throw new Error(`The answer ended well: ${JSON.stringify(events.at(-1))}`);
    }

    test('the system text, the conversation and the limit are sent as they stand', async () => {
      await answerTo({ text: 'ok' }, { ...request, effort: 'low' });
      facts.expectSent(server.requests[0]!, request, contractKey);
    });

    test('acceptance comes first, reasoning is kept apart, and the end names model, tier and usage', async () => {
      const events = await answerTo({
        text: 'the answer',
        reasoning: 'thinking it over',
        model: 'contract-model-2026-11-01',
        tier: 'priority',
        usage: { inputTokens: 12, outputTokens: 34 },
      });
      const types = [...new Set(events.map(({ type }) => type))];
      expect(types).toEqual(['accepted', 'thinking-delta', 'text-delta', 'usage', 'end']);
      expect(joined(events, 'thinking-delta')).toBe('thinking it over');
      expect(textOf(events)).toBe('the answer');
      expect(events.slice(-2)).toEqual([
        { type: 'usage', inputTokens: 12, outputTokens: 34 },
        {
          type: 'end',
          reason: 'complete',
          model: 'contract-model-2026-11-01',
          ...(facts.tellsTier && { tier: 'priority' }),
        },
      ]);
    });

    test('acceptance is told before the first token is there', async () => {
      server.script({ text: 'late', firstTokenDelayMs: 60_000 });
      const iterator = provider.generate(request, new AbortController().signal)[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toMatchObject({ type: 'accepted' });
      await iterator.return?.();
    });

    // Over a WebSocket an answer has no headers: what is left is not told before it is used up.
    test.runIf(facts.isOverHttp)('what is left of the limits is told from the headers', async () => {
      const headers = { 'x-ratelimit-remaining-requests': '4', 'x-ratelimit-reset-requests': '12s' };
      const events = await answerTo({ text: 'ok', headers });
      expect(events).toContainEqual({ type: 'rate-limit', remainingRequests: 4, resetMs: 12_000 });
    });

    test('an answer that was cut at its limit or by a filter says so', async () => {
      const cut = (reason: 'max_output_tokens' | 'content_filter') =>
        answerTo({ text: 'hello, world', fault: { type: 'incomplete', afterTokens: 2, reason } });
      const length = await cut('max_output_tokens');
      expect(textOf(length)).toBe('hello, w');
      expect(length.at(-1)).toMatchObject({ type: 'end', reason: 'length' });
      if (facts.declines === 'in-text') return;
      expect((await cut('content_filter')).at(-1)).toMatchObject({ type: 'end', reason: 'content-filter' });
    });

    const early: [Fault, ProviderErrorKind, retryAfterMs?: number][] = [
      [{ type: 'unauthorized' }, 'auth'],
      [{ type: 'forbidden' }, 'auth'],
      [{ type: 'unknown-model' }, 'withdrawn'],
      [{ type: 'unavailable' }, 'overloaded'],
      [{ type: 'rate-limited', retryAfterSeconds: 7 }, 'rate-limit', 7000],
      [{ type: 'out-of-quota' }, 'quota'],
      [{ type: 'too-long' }, 'context'],
      [{ type: 'not-understood' }, 'invalid'],
      [status(529, { error: { message: 'Overloaded.' } }), 'overloaded'],
      [status(502, '<html>Bad gateway</html>'), 'overloaded'],
    ];
    for (const [fault, kind, retryAfterMs] of early) {
      const title = fault.type === 'status' ? `${fault.status} ${JSON.stringify(fault.body)}` : fault.type;
      test(`refused with ${title}, it throws "${kind}"`, async () => {
        const { error, events } = await failureOf({ fault });
        expect({ kind: error.kind, status: error.status, retryAfterMs: error.retryAfterMs }).toEqual({
          kind,
          status: server.requests[0]!.status,
          retryAfterMs,
        });
        expect(events).toEqual([]);
        expect(server.requests, 'nothing is retried').toHaveLength(1);
      });
    }

    test('after a refusal for too many requests the next one is answered', async () => {
      server.script([{ fault: { type: 'rate-limited' } }, { text: 'now it is' }]);
      const ask = () => collect(provider.generate(request, new AbortController().signal));
      await expect(ask()).rejects.toMatchObject({ kind: 'rate-limit', isRetryable: true });
      expect(textOf(await ask())).toBe('now it is');
    });

    const late: [Fault, ProviderErrorKind][] = [
      [{ type: 'error-event', afterTokens: 3 }, 'overloaded'],
      [{ type: 'error-event', afterTokens: 3, code: 'rate_limit_exceeded' }, 'rate-limit'],
      [{ type: 'failed', afterTokens: 3 }, 'overloaded'],
      [{ type: 'failed', afterTokens: 3, code: 'context_length_exceeded' }, 'context'],
      [{ type: 'socket-cut', afterTokens: 3 }, 'network'],
      [{ type: 'clean-cut', afterTokens: 3 }, 'protocol'],
      [{ type: 'done-without-finish', afterTokens: 3 }, 'protocol'],
      [{ type: 'malformed-json', afterTokens: 3 }, 'protocol'],
      [{ type: 'stall', afterTokens: 3 }, 'stalled'],
      [{ type: 'stall', afterTokens: 0 }, 'stalled'],
    ];
    for (const [fault, kind] of late) {
      const { type, afterTokens } = fault as { type: string; afterTokens: number };
      const code = 'code' in fault ? ` (${fault.code})` : '';
      test(`${type}${code} after ${afterTokens} tokens gives the text so far and throws "${kind}"`, async () => {
        const text = 'one, two, three, four';
        const { error, events } = await failureOf({ text, fault });
        expect(error.kind).toBe(kind);
        expect(textOf(events)).toBe(tokensOf(text).slice(0, afterTokens).join(''));
        expect(events.some(({ type: eventType }) => eventType === 'end')).toBe(false);
      });
    }

    test('an upstream that stalls is closed', async () => {
      await failureOf({ text: 'one, two', fault: { type: 'stall', afterTokens: 1 } });
      await server.until(([first]) => first!.closedByClientAtMs !== null);
    });

    test('a server that holds the headers back for too long has stalled', async () => {
      const { error } = await failureOf({ headersDelayMs: 60_000 });
      expect(error.kind).toBe('stalled');
      await server.until(([first]) => first!.closedByClientAtMs !== null);
    });

    test('a refusal is told after the text that came before it', async () => {
      const script = { text: 'Well, ', refusal: 'I will not write that.' };
      if (facts.declines === 'in-words') {
        const { error, events } = await failureOf(script);
        expect([error.kind, error.message]).toEqual(['refused', 'I will not write that.']);
        expect(textOf(events)).toBe('Well, ');
      } else if (facts.declines === 'as-filter') {
        const events = await answerTo(script);
        expect(textOf(events)).toBe('Well, ');
        expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'content-filter' });
      } else {
        expect(textOf(await answerTo(script))).toBe('Well, I will not write that.');
      }
    });

    test('the words of a rate limit in mid-stream give the wait', async () => {
      const message = 'Rate limit reached for m. Please try again in 1.2s. Visit the site.';
      const { error } = await failureOf({
        text: 'hello',
        fault: { type: 'error-event', afterTokens: 1, code: 'rate_limit_exceeded', message },
      });
      expect(error.retryAfterMs).toBe(1200);
    });

    test('a key that the provider sends back in mid-stream is blotted out', async () => {
      const message = `Key ${contractKey} is over its limit; use Bearer sk-other-0123456789.`;
      const { error } = await failureOf({ text: 'hello', fault: { type: 'error-event', afterTokens: 1, message } });
      expect(error.message).toBe('Key [key] is over its limit; use Bearer [key]');
    });

    for (const splitPackets of ['frames', 'characters'] as const) {
      for (const lineEnd of facts.isOverHttp ? (['\n', '\r\n'] as const) : (['\n'] as const)) {
        test(`nothing is lost when packets split ${splitPackets} and lines end in ${JSON.stringify(lineEnd)}`, async () => {
          const text = 'Grüße, 世界 😀👩‍👩‍👧 καλημέρα';
          expect(textOf(await answerTo({ text, splitPackets, lineEnd }))).toBe(text);
        });
      }
    }

    test('twenty fast answers at once are each whole', async () => {
      server.script((_body, index) => ({ text: `${index}: ${programOf(300)}`, tokensPerSecond: 5_000 }));
      // All twenty and the server share one busy process here: its own slowness is no silence of the provider's.
      const patient = create(addressFor(server, protocol), {});
      const ask = () => collect(patient.generate(request, new AbortController().signal));
      const answers = await Promise.all(Array.from({ length: 20 }, ask));
      const texts = answers.map(textOf).toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
      expect(texts).toEqual(texts.map((_text, index) => `${index}: ${programOf(300)}`));
    });

    test('a good end leaves the connection open for the next request, also for who stops reading there', async () => {
      server.script({ text: 'ok', endDelayMs: 60 });
      for (let round = 0; round < 3; round += 1) {
        for await (const event of provider.generate(request, new AbortController().signal)) {
          if (event.type === 'end') break;
        }
        await server.until((requests) => requests.at(-1)!.finishedAtMs !== null);
      }
      expect(server.requests.map(({ closedByClientAtMs }) => closedByClientAtMs)).toEqual([null, null, null]);
      const ports = server.requests.map(({ remotePort }: RecordedRequest) => remotePort);
      // Two and not one: the client may still be reading the end of the last when it asks for the next.
      expect(new Set(ports).size).toBeLessThanOrEqual(2);
    });

    test('an abort in the middle of a packet drops the rest of the packet', async () => {
      server.script({ programTokens: 500 });
      const aborting = new AbortController();
      const types: string[] = [];
      try {
        for await (const { type } of provider.generate(request, aborting.signal)) {
          types.push(type);
          if (type === 'text-delta') aborting.abort();
        }
      } catch (error) {
        expect(error).toMatchObject({ name: 'AbortError' });
      }
      expect(types.filter((type) => type === 'text-delta')).toHaveLength(1);
    });

    test('a server that is not there is a network error', async () => {
      const gone = create('http://127.0.0.1:1/v1', shortPatience);
      const asking = collect(gone.generate(request, new AbortController().signal));
      await expect(asking).rejects.toMatchObject({ kind: 'network', isRetryable: true });
      await expect(gone.listModels(new AbortController().signal)).rejects.toMatchObject({ kind: 'network' });
    });

    test.runIf(facts.isOverHttp)('an answer that is no stream is a protocol error', async () => {
      const { error } = await failureOf({ fault: status(200, { choices: [] }) });
      expect(error.kind).toBe('protocol');
    });

    test('a request field that the server does not know is left out from then on', async () => {
      const { isIn, refusal } = facts.optionalField;
      server.script((body) => (isIn(body) ? { fault: status(400, refusal) } : { text: 'ok' }));
      const ask = () => collect(provider.generate({ ...request, effort: 'low' }, new AbortController().signal));
      expect(textOf(await ask())).toBe('ok');
      expect(textOf(await ask())).toBe('ok');
      expect(server.requests.map(({ body }) => isIn(body))).toEqual([true, false, false]);
    });

    test('the models are those that the server lists, each once', async () => {
      server.offerModels(['a-model', 'b-model', 'b-model', { id: 7, name: 7 }]);
      const models = await provider.listModels(new AbortController().signal);
      expect(models.map(({ id }) => id)).toEqual(['a-model', 'b-model']);
    });

    test('a list that is called off throws an AbortError', async () => {
      await expect(provider.listModels(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
}

function status(code: number, body: unknown): Fault {
  return { type: 'status', status: code, body };
}

async function collect(stream: AsyncIterable<ModelEvent>): Promise<readonly ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** The contract lets a stream that was aborted throw an `AbortError` or just end. */
async function collectUntilAborted(stream: AsyncIterable<ModelEvent>): Promise<readonly ModelEvent[]> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
  } catch (error) {
    expect(error).toMatchObject({ name: 'AbortError' });
  }
  return events;
}

function joined(events: readonly ModelEvent[], type: 'text-delta' | 'thinking-delta'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('');
}

function textOf(events: readonly ModelEvent[]): string {
  return joined(events, 'text-delta');
}

function expectNoKey(error: unknown): void {
  for (let at = error; at instanceof Error; at = at.cause) {
    expect(`${at.message}\n${at.stack}\n${JSON.stringify(at)}`).not.toContain(contractKey);
  }
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
