import { openAiModelList, otherRefusal } from './openai-dialect.ts';
import {
  dataFrame,
  type Dialect,
  modelInBody,
  modelOf,
  type StatusAnswer,
  usageOf,
  type WireFacts,
  type WireFormat,
} from './wire-format.ts';

/** OpenRouter's chat completions: comments while it waits, numbers as codes, reasoning twice, whose model it was. */
export const openRouterDialect: Dialect = {
  base: '/openrouter/api/v1',
  formatAt: (path) => (path === '/chat/completions' ? openRouterFormat : undefined),
  askedModel: modelInBody,
  refuse(fault, request) {
    switch (fault.type) {
      case 'unauthorized':
        return refusal(401, `No auth credentials found: ${request.headers['authorization']}`);
      case 'forbidden':
        return refusal(403, 'Key not allowed to use this provider.');
      case 'unknown-model':
        return refusal(404, `No endpoints found for ${modelInBody(request)}.`);
      case 'out-of-quota':
        return refusal(402, 'Insufficient credits. Add more using https://openrouter.ai/settings/credits');
      case 'too-long': {
        const message = "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000.";
        return refusal(400, message);
      }
      case 'not-understood':
        return refusal(400, 'Input required: specify "prompt" or "messages"');
      case 'unavailable':
        return refusal(503, 'No available model provider meets your routing requirements');
      default:
        return otherRefusal(fault, () => refusal(429, 'Rate limit exceeded: limit_rpm'));
    }
  },
  modelList: openAiModelList,
};

function refusal(code: number, message: string): StatusAnswer {
  return { status: code, body: { error: { code, message, metadata: {} }, user_id: 'user_0' } };
}

/** Numbers for the words of the other protocols. */
const errorCodes: Readonly<Record<string, number>> = { rate_limit_exceeded: 429, context_length_exceeded: 400 };

function openRouterFormat(facts: WireFacts, lineEnd: string): WireFormat {
  const { inputTokens, outputTokens } = usageOf(facts);
  const head = {
    id: `gen-${facts.index}`,
    provider: 'Somebody',
    model: modelOf(facts),
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
  };
  const waiting = `: OPENROUTER PROCESSING${lineEnd}${lineEnd}`;
  const done = `data: [DONE]${lineEnd}${lineEnd}`;

  function frame(value: unknown): string {
    return dataFrame(value, lineEnd);
  }

  function chunk(delta: object, finishReason: string | null = null): string {
    const choice = { index: 0, delta, finish_reason: finishReason, native_finish_reason: finishReason, logprobs: null };
    return frame({ ...head, choices: [choice] });
  }

  function usage(): string {
    const choice = { index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null };
    const counts = { prompt_tokens: inputTokens, completion_tokens: outputTokens, cost: 0.0001 };
    return frame({ ...head, choices: [choice], usage: counts });
  }

  function error(code: string, message: string): string {
    const words = code === 'context_length_exceeded' ? `Past the maximum context length. ${message}` : message;
    const choices = [{ index: 0, delta: { content: '' }, finish_reason: 'error', native_finish_reason: 'error' }];
    return frame({ ...head, error: { code: errorCodes[code] ?? 502, message: words }, choices });
  }

  return {
    opening: () => waiting + chunk({ role: 'assistant', content: '' }),
    reasoning: () => ({
      before: waiting,
      frame(token) {
        const details = [{ type: 'reasoning.text', text: token, index: 0, format: 'unknown' }];
        return chunk({ role: 'assistant', content: '', reasoning: token, reasoning_details: details });
      },
      after: () => '',
    }),
    token: (token) => chunk({ role: 'assistant', content: token }),
    refusal: (text) => chunk({ role: 'assistant', content: '', refusal: text }),
    error,
    failed: error,
    incomplete: (reason) =>
      chunk({ content: '' }, reason === 'content_filter' ? 'content_filter' : 'length') + usage() + done,
    closing: () => chunk({ role: 'assistant', content: '' }, 'stop') + usage() + done,
    doneWithoutFinish: () => done,
  };
}
