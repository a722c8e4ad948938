import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import { rateLimitEvents } from './answer-events.ts';
import { listModelsOf } from './list-models.ts';
import type { ModelProvider, ModelRequest } from './model-provider.ts';
import { createOpenAiClient, createOpenAiOptionalFields } from './openai-client.ts';
import { readProviderError, readStreamFailure } from './read-provider-error.ts';
import { createResponsesReader, type ResponsesChunk, type ResponsesEvent } from './responses-reader.ts';
import { SocketBreak } from './responses-socket.ts';
import { createResponsesSockets } from './responses-sockets.ts';
import { openBody, streamChunks, type OpenedAnswer, type Patience } from './stream-answer.ts';

/**
 * How answers come: `auto` takes a WebSocket that is open already, because that saves the handshakes and round trips of a
 * request of its own, and HTTP otherwise; `http` and `websocket` take nothing else.
 */
export type OpenAiTransport = 'auto' | 'http' | 'websocket';

/** What OpenAI's Responses needs. */
export interface OpenAiResponsesOptions extends Patience {
  readonly id?: string;
  readonly name?: string;
  readonly apiKey: string;
  /** With `/v1`. OpenAI's own unless given. */
  readonly baseUrl?: string | undefined;
  /** Default `auto`. */
  readonly transport?: OpenAiTransport;
}

/**
 * OpenAI's Responses, streaming, over HTTP or a WebSocket. Nothing is stored there (`store: false`), nothing is retried:
 * only a WebSocket that breaks before the first text, where nothing can be lost, has its request sent again another way.
 * The `openai` package makes the connections and reads refusals; over HTTP the stream itself is read here, frame by frame,
 * at a fraction of what the package's own stream costs a token.
 *
 * Some models refuse an effort, and some accounts a reasoning summary or a service tier: such a field is left out for that model from its
 * first refusal on, and the request sent again at once.
 */
export function createOpenAiResponses({
  id = 'openai',
  name = 'OpenAI',
  apiKey,
  baseUrl = 'https://api.openai.com/v1',
  transport = 'auto',
  ...patience
}: OpenAiResponsesOptions): ModelProvider {
  const client = createOpenAiClient({ apiKey, baseUrl });
  const sockets = createResponsesSockets({ client });
  const optionalFields = createOpenAiOptionalFields();
  const readError = (error: unknown) => readProviderError(error, [apiKey]);

  function ask(body: ResponseCreateParamsStreaming, signal: AbortSignal): Promise<OpenedAnswer<ResponsesChunk>> {
    if (transport === 'http') return askOverHttp(body, signal);
    const socket = sockets.take();
    const askAnew = () =>
      transport === 'auto'
        ? askOverHttp(body, signal)
        : sockets.open(signal).then(async (opened) => ({ told: [], chunks: await opened.ask(body, signal) }));
    if (!socket) return askAnew();
    return unlessItBreaks(() => socket.ask(body, signal), askAnew, signal);
  }

  async function askOverHttp(
    body: ResponseCreateParamsStreaming,
    signal: AbortSignal,
  ): Promise<OpenedAnswer<Uint8Array>> {
    const response = await client.responses.create(body, { signal }).asResponse();
    return { told: rateLimitEvents(response.headers), chunks: await openBody(response) };
  }

  return {
    id,
    name,
    generate(request, signal) {
      return streamChunks<ResponsesChunk>({
        ...patience,
        signal,
        readError,
        reader: createResponsesReader((failure) => readStreamFailure(failure, [apiKey])),
        open: (closing) => optionalFields.ask(request.model, (isWelcome) => ask(bodyOf(request, isWelcome), closing)),
      });
    },
    listModels: (signal) => listModelsOf(client, signal, readError),
    prepare() {
      if (transport !== 'http') sockets.prepare();
    },
    close: () => sockets.close(),
  };
}

/** The answer that `ask` gives; when its connection breaks before the first text, that of `askAnew` in its place. */
async function unlessItBreaks(
  ask: () => Promise<ReadableStream<readonly ResponsesEvent[]>>,
  askAnew: () => Promise<OpenedAnswer<ResponsesChunk>>,
  signal: AbortSignal,
): Promise<OpenedAnswer<ResponsesChunk>> {
  const isBreak = (error: unknown) => error instanceof SocketBreak && !signal.aborted;
  let first: ReadableStream<readonly ResponsesEvent[]>;
  try {
    first = await ask();
  } catch (error) {
    if (isBreak(error)) return askAnew();
    throw error;
  }

  let reader: ReadableStreamDefaultReader<ResponsesChunk> = first.getReader();
  let mayAskAnew = true;
  const chunks = new ReadableStream<ResponsesChunk>(
    {
      async pull(controller) {
        let next = reader.read();
        if (mayAskAnew) {
          next = next.catch(async (error: unknown) => {
            mayAskAnew = false;
            if (!isBreak(error)) throw error;
            reader = (await askAnew()).chunks.getReader();
            return reader.read();
          });
        }
        const { done, value } = await next;
        if (done) return controller.close();
        if (hasText(value)) mayAskAnew = false;
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { told: [], chunks };
}

function hasText(chunk: ResponsesChunk): boolean {
  return (
    !(chunk instanceof Uint8Array) &&
    chunk.some(({ type }) => type === 'response.output_text.delta' || type === 'response.refusal.delta')
  );
}

function bodyOf(
  { model, system, messages, maxOutputTokens, effort, tier }: ModelRequest,
  isWelcome: (field: string) => boolean,
): ResponseCreateParamsStreaming {
  const reasoning = effort &&
    isWelcome('reasoning.effort') && {
      effort,
      ...(isWelcome('reasoning.summary') && { summary: 'auto' as const }),
    };
  return {
    model,
    ...(system && { instructions: system }),
    input: messages.map(({ role, text }) => ({ role, content: text })),
    max_output_tokens: maxOutputTokens,
    ...(reasoning && { reasoning }),
    ...(tier && isWelcome('service_tier') && { service_tier: tier }),
    store: false,
    stream: true,
    ...(isWelcome('stream_options') && { stream_options: { include_obfuscation: false } }),
  };
}
