import { expect } from 'vitest';
import type { ModelServer, Vendor } from '../../e2e/model-server/model-server.ts';
import type { RecordedRequest } from '../../e2e/model-server/recorded-request.ts';
import type { RequestBody } from '../../e2e/model-server/scripted-answer.ts';
import type { ModelRequest } from './model-provider.ts';

/** The protocols that the model server speaks. */
export type WireProtocol =
  | 'responses'
  | 'responses-websocket'
  | 'chat'
  | 'anthropic'
  | 'google'
  | 'mistral'
  | 'openrouter';

/** What the contract has to know of a protocol beyond what all have in common. */
export interface ProtocolFacts {
  readonly vendor: Vendor;
  /** With a status and headers before each answer, and lines in its body. */
  readonly isOverHttp: boolean;
  /** Whether an answer says which service tier it really had. */
  readonly tellsTier: boolean;
  /** How a model declines: in words of its own, as a filter would, or just in its text. */
  readonly declines: 'in-words' | 'as-filter' | 'in-text';
  /** A field that the answer can do without, as it stands in a body, and how a refusal names it. */
  readonly optionalField: {
    readonly isIn: (body: RequestBody) => boolean;
    readonly refusal: object;
  };
  /** Checks that a request says all that was asked for, with this key. */
  expectSent(request: RecordedRequest, asked: ModelRequest, key: string): void;
}

/** A request for `low` effort, with a system text and several turns, as each protocol puts it. */
export const protocolFacts: Readonly<Record<WireProtocol, ProtocolFacts>> = {
  responses: responsesFacts('http'),
  'responses-websocket': responsesFacts('websocket'),
  chat: chatFacts('openai', '/v1/chat/completions'),
  openrouter: { ...chatFacts('openrouter', '/openrouter/api/v1/chat/completions'), tellsTier: false },
  anthropic: {
    vendor: 'anthropic',
    isOverHttp: true,
    tellsTier: true,
    declines: 'in-words',
    optionalField: {
      isIn: (body) => 'thinking' in body || 'output_config' in body,
      refusal: {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'This model does not support the effort parameter.' },
      },
    },
    expectSent({ path, headers, body }, asked, key) {
      expect(path).toBe('/anthropic/v1/messages');
      expect(headers).toMatchObject({ 'x-api-key': key, 'anthropic-version': '2023-06-01' });
      expect(body).toMatchObject({
        model: asked.model,
        stream: true,
        system: [{ type: 'text', text: asked.system }],
        messages: asked.messages.map(({ role, text }) => ({ role, content: [{ type: 'text', text }] })),
      });
      expect(body['max_tokens']).toBeGreaterThanOrEqual(asked.maxOutputTokens);
      expect(this.optionalField.isIn(body)).toBe(true);
    },
  },
  google: {
    vendor: 'google',
    isOverHttp: true,
    tellsTier: true,
    declines: 'as-filter',
    optionalField: {
      isIn: ({ generationConfig }) =>
        typeof generationConfig === 'object' && generationConfig !== null && 'thinkingConfig' in generationConfig,
      refusal: {
        error: {
          code: 400,
          message: 'Thinking level LOW is not supported for this model.',
          status: 'INVALID_ARGUMENT',
        },
      },
    },
    expectSent({ path, headers, body }, asked, key) {
      expect(path).toBe(`/google/v1beta/models/${asked.model}:streamGenerateContent`);
      expect(headers['x-goog-api-key']).toBe(key);
      expect(body).toMatchObject({
        systemInstruction: { parts: [{ text: asked.system }] },
        contents: asked.messages.map(({ role, text }) => ({
          role: role === 'user' ? 'user' : 'model',
          parts: [{ text }],
        })),
        generationConfig: { maxOutputTokens: asked.maxOutputTokens },
      });
      expect(this.optionalField.isIn(body)).toBe(true);
    },
  },
  mistral: {
    vendor: 'mistral',
    isOverHttp: true,
    tellsTier: false,
    declines: 'in-text',
    optionalField: {
      isIn: (body) => 'reasoning_effort' in body,
      refusal: { object: 'error', type: 'invalid_request_error', message: 'reasoning_effort is not supported.' },
    },
    expectSent({ path, headers, body }, asked, key) {
      expect(path).toBe('/mistral/v1/chat/completions');
      expect(headers['authorization']).toBe(`Bearer ${key}`);
      expect(body).toMatchObject({ model: asked.model, stream: true, max_tokens: asked.maxOutputTokens });
      const messages = body['messages'] as readonly { readonly role: string; readonly content: unknown }[];
      expect(messages.map(({ role }) => role)).toEqual(['system', ...asked.messages.map(({ role }) => role)]);
      for (const { text } of asked.messages) expect(JSON.stringify(messages)).toContain(JSON.stringify(text));
    },
  },
};

/** Where the server speaks this protocol. */
export function addressFor(server: ModelServer, protocol: WireProtocol): string {
  return server.baseUrlOf(protocolFacts[protocol].vendor);
}

function responsesFacts(transport: RecordedRequest['transport']): ProtocolFacts {
  return {
    vendor: 'openai',
    isOverHttp: transport === 'http',
    tellsTier: true,
    declines: 'in-words',
    optionalField: streamOptions(),
    expectSent(request, asked, key) {
      expect(request).toMatchObject({ transport, path: '/v1/responses' });
      expect(request.headers['authorization']).toBe(`Bearer ${key}`);
      expect(request.body['stream']).toBe(transport === 'http' ? true : undefined);
      expect(request.body).toMatchObject({
        model: asked.model,
        instructions: asked.system,
        input: turnsOf(asked),
        max_output_tokens: asked.maxOutputTokens,
        store: false,
        reasoning: { effort: 'low' },
        stream_options: { include_obfuscation: false },
      });
    },
  };
}

function chatFacts(vendor: Vendor, answerPath: string): ProtocolFacts {
  return {
    vendor,
    isOverHttp: true,
    tellsTier: true,
    declines: 'in-words',
    optionalField: streamOptions(),
    expectSent({ path, headers, body }, asked, key) {
      expect(path).toBe(answerPath);
      expect(headers['authorization']).toBe(`Bearer ${key}`);
      expect(body).toMatchObject({
        model: asked.model,
        stream: true,
        messages: [{ role: 'system', content: asked.system }, ...turnsOf(asked)],
        reasoning_effort: 'low',
        stream_options: { include_usage: true },
      });
      expect(body['max_tokens'] ?? body['max_completion_tokens']).toBe(asked.maxOutputTokens);
    },
  };
}

function streamOptions(): ProtocolFacts['optionalField'] {
  return {
    isIn: (body) => 'stream_options' in body,
    refusal: { error: { message: "Unknown parameter: 'stream_options'.", param: 'stream_options' } },
  };
}

function turnsOf({ messages }: ModelRequest): readonly object[] {
  return messages.map(({ role, text }) => ({ role, content: text }));
}
