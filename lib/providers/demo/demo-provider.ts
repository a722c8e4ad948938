import { type Clock, systemClock } from '../../base/clock.ts';
import type { ModelDescription, ModelEvent, ModelProvider, ModelRequest } from '../model-provider.ts';
import { ProviderError } from '../provider-error.ts';
import { demoAnswer } from './demo-answer.ts';
import { readDemoRequest } from './demo-request.ts';
import { pacedStream } from './paced-stream.ts';
import { estimateTokens, tokenPieces } from './token-pieces.ts';

export interface DemoProviderOptions {
  /** How fast the model `demo` writes. Models named `demo-<rate>` write at their own rate. */
  readonly tokensPerSecond?: number;
  readonly clock?: Clock;
  readonly firstTokenDelayMs?: number;
}

const leastTokensPerSecond = 50;
const mostTokensPerSecond = 5_000;
const listedRates = [50, 200, 1_000, 2_000, 5_000];

/**
 * The provider that answers when there is no key: prepared programs, streamed at a chosen rate, one piece of about four
 * characters a delta. It is no model and says so in its answers. Model ids are `demo` and `demo-<tokens per second>`
 * from 50 to 5,000; other ids throw a `ProviderError` of kind `withdrawn`. It reaches no network.
 */
export function createDemoProvider({
  tokensPerSecond = 1_000,
  clock = systemClock,
  firstTokenDelayMs = 120,
}: DemoProviderOptions = {}): ModelProvider {
  return {
    id: 'demo',
    name: 'Demo',
    generate: (request, signal) => answer(request, signal, { tokensPerSecond, clock, firstTokenDelayMs }),
    listModels(signal) {
      if (signal.aborted) return Promise.reject(new DOMException('The list was not needed any more.', 'AbortError'));
      return Promise.resolve([
        {
          id: 'demo',
          name: `Demo, ${tokensPerSecond.toLocaleString('en')} tok/s`,
        },
        ...listedRates
          .filter((rate) => rate !== tokensPerSecond)
          .map((rate): ModelDescription => ({
            id: `demo-${rate}`,
            name: `Demo, ${rate.toLocaleString('en')} tok/s`,
          })),
      ]);
    },
  };
}

function answer(
  request: ModelRequest,
  signal: AbortSignal,
  { tokensPerSecond, clock, firstTokenDelayMs }: Required<DemoProviderOptions>,
): AsyncIterable<ModelEvent> {
  const perSecond = request.model === 'demo' ? tokensPerSecond : rateOf(request.model);
  if (perSecond === undefined) return failing(new ProviderError('withdrawn', `Demo has no model "${request.model}"`));
  const whole = tokenPieces(demoAnswer(readDemoRequest(request.messages)));
  const pieces = whole.slice(0, Math.max(0, request.maxOutputTokens));
  const inputTokens = estimateTokens(request.system + request.messages.map((message) => message.text).join(''));
  return pacedStream<ModelEvent>({
    clock,
    signal,
    before: [{ type: 'accepted', model: request.model }],
    paced: pieces.map((text) => ({ type: 'text-delta', text })),
    after: [
      { type: 'usage', inputTokens, outputTokens: pieces.length },
      {
        type: 'end',
        reason: pieces.length < whole.length ? 'length' : 'complete',
        model: request.model,
      },
    ],
    firstDelayMs: firstTokenDelayMs,
    perSecond,
  });
}

function rateOf(model: string): number | undefined {
  const rate = Number(/^demo-(\d+)$/.exec(model)?.[1]);
  return rate >= leastTokensPerSecond && rate <= mostTokensPerSecond ? rate : undefined;
}

function failing(error: ProviderError): AsyncIterable<never> {
  return {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
  };
}
