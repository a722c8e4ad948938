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

/** Mistral's chat completions: thinking as a list in the content, the usage with the last chunk, errors at the top. */
export const mistralDialect: Dialect = {
  base: '/mistral/v1',
  formatAt: (path) => (path === '/chat/completions' ? mistralFormat : undefined),
  askedModel: modelInBody,
  refuse(fault, request) {
    switch (fault.type) {
      case 'unauthorized':
        return { status: 401, body: { detail: `Unauthorized: ${request.headers['authorization']}` } };
      case 'forbidden':
        return refusal(403, 'access_denied', '3000', 'Access to this resource is not allowed.');
      case 'unknown-model':
        return refusal(400, 'invalid_model', '1500', `Invalid model: ${modelInBody(request)}`);
      case 'out-of-quota':
        return refusal(402, 'payment_required', '3100', 'You have no credits left.');
      case 'too-long': {
        const message = 'Prompt contains 140000 tokens, too large for model with 131072 maximum context length';
        return refusal(400, 'invalid_request_error', '3051', message);
      }
      case 'not-understood': {
        const detail = [{ type: 'extra_forbidden', loc: ['body', 'x'], msg: 'Extra inputs are not permitted' }];
        return { status: 422, body: { object: 'error', message: { detail }, type: 'invalid_request_error' } };
      }
      case 'unavailable':
        return refusal(429, 'service_tier_capacity_exceeded', '3505', 'Service tier capacity exceeded for this model.');
      default:
        return otherRefusal(fault, () => refusal(429, 'rate_limited', '1300', 'Rate limit exceeded'));
    }
  },
  modelList: openAiModelList,
};

function refusal(status: number, type: string, code: string, message: string): StatusAnswer {
  return { status, body: { object: 'error', message, type, param: null, code } };
}

/** The words of the other protocols, where a fault in mid-stream names one. */
const errorTypes: Readonly<Record<string, string>> = {
  rate_limit_exceeded: 'rate_limited',
  context_length_exceeded: 'invalid_request_error',
  server_error: 'internal_server_error',
};

function mistralFormat(facts: WireFacts, lineEnd: string): WireFormat {
  const { inputTokens, outputTokens } = usageOf(facts);
  const head = {
    id: `cmpl-${facts.index}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model: modelOf(facts),
  };
  const usage = {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
  const done = `data: [DONE]${lineEnd}${lineEnd}`;

  function frame(value: unknown): string {
    return dataFrame(value, lineEnd);
  }

  function chunk(delta: object, finishReason: string | null = null): string {
    const last = finishReason === null ? {} : { usage };
    return frame({ ...head, choices: [{ index: 0, delta, finish_reason: finishReason }], ...last });
  }

  function error(code: string, message: string): string {
    const words = code === 'context_length_exceeded' ? `Too large for the maximum context length. ${message}` : message;
    return frame({ object: 'error', message: words, type: errorTypes[code] ?? code, param: null, code: null });
  }

  return {
    opening: () => chunk({ role: 'assistant', content: '' }),
    reasoning: () => ({
      before: '',
      frame: (token) => chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: token }] }] }),
      after: () => '',
    }),
    token: (token) => chunk({ content: token }),
    refusal: (text) => chunk({ content: text }),
    error,
    failed: error,
    incomplete: (reason) => chunk({ content: '' }, reason === 'content_filter' ? 'content_filter' : 'length') + done,
    closing: () => chunk({ content: '' }, 'stop') + done,
    doneWithoutFinish: () => done,
  };
}
