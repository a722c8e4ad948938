import { otherRefusal } from './openai-dialect.ts';
import {
  dataFrame,
  type Dialect,
  modelOf,
  type OfferedModel,
  type StatusAnswer,
  usageOf,
  type WireFacts,
  type WireFormat,
} from './wire-format.ts';

const answerDoor = /^\/models\/(.+):streamGenerateContent$/;

/** Google's generateContent, streaming, and its list of models. The model stands in the path. */
export const googleDialect: Dialect = {
  base: '/google/v1beta',
  formatAt: (path) => (answerDoor.test(path) ? generateContentFormat : undefined),
  askedModel: ({ path }) => answerDoor.exec(path.slice('/google/v1beta'.length))?.[1],
  refuse(fault, request) {
    switch (fault.type) {
      case 'unauthorized': {
        const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];
        const message = `API key not valid: ${request.headers['x-goog-api-key']}. Please pass a valid API key.`;
        return refusal(400, 'INVALID_ARGUMENT', message, details);
      }
      case 'forbidden':
        return refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission');
      case 'unknown-model':
        return refusal(404, 'NOT_FOUND', `models/${this.askedModel(request)} is not found for API version v1beta.`);
      case 'out-of-quota': {
        const violations = [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }];
        const details = [{ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations }];
        return refusal(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', details);
      }
      case 'too-long': {
        const message = 'The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).';
        return refusal(400, 'INVALID_ARGUMENT', message);
      }
      case 'not-understood':
        return refusal(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received.');
      case 'unavailable':
        return refusal(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
      case 'rate-limited': {
        const retryDelay = `${fault.retryAfterSeconds ?? 1}s`;
        const violations = [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier' }];
        return refusal(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
          { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
        ]);
      }
      default:
        return otherRefusal(fault, () => refusal(429, 'RESOURCE_EXHAUSTED', 'Too many requests.'));
    }
  },
  modelList: (models) => ({ models: models.map(entryOf) }),
};

function entryOf(model: OfferedModel): Record<string, unknown> {
  if (typeof model !== 'string') return model;
  return { name: `models/${model}`, supportedGenerationMethods: ['generateContent', 'countTokens'] };
}

function refusal(code: number, status: string, message: string, details?: readonly object[]): StatusAnswer {
  return { status: code, body: { error: { code, message, status, ...(details && { details }) } } };
}

/** The words of the other protocols, where a fault in mid-stream names one. */
const errors: Readonly<Record<string, readonly [code: number, status: string]>> = {
  rate_limit_exceeded: [429, 'RESOURCE_EXHAUSTED'],
  context_length_exceeded: [400, 'INVALID_ARGUMENT'],
  server_error: [503, 'UNAVAILABLE'],
};

/** Frames as `:streamGenerateContent?alt=sse` streams them: unnamed events, each with the usage so far, no last word. */
function generateContentFormat(facts: WireFacts, lineEnd: string): WireFormat {
  const { inputTokens, outputTokens } = usageOf(facts);
  let declined: string | undefined;
  const tail = {
    usageMetadata: {
      promptTokenCount: inputTokens,
      candidatesTokenCount: outputTokens,
      totalTokenCount: inputTokens + outputTokens,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: inputTokens }],
      serviceTier: facts.answer.tier ?? 'standard',
    },
    modelVersion: modelOf(facts),
    responseId: `response-${facts.index}`,
  };

  function frame(value: unknown): string {
    return dataFrame(value, lineEnd);
  }

  function chunk(part: Record<string, unknown>, more: Record<string, unknown> = {}): string {
    return frame({ candidates: [{ content: { parts: [part], role: 'model' }, index: 0, ...more }], ...tail });
  }

  function error(code: string, message: string): string {
    const [number, status] = errors[code] ?? [500, 'INTERNAL'];
    const words =
      code === 'context_length_exceeded' ? `The input token count exceeds the maximum. ${message}` : message;
    return frame({ error: { code: number, message: words, status } });
  }

  return {
    opening: () => '',
    reasoning: () => ({ before: '', frame: (token) => chunk({ text: token, thought: true }), after: () => '' }),
    token: (token) => chunk({ text: token }),
    refusal(text) {
      declined = text;
      return '';
    },
    error,
    failed: error,
    incomplete: (reason) =>
      chunk({ text: '' }, { finishReason: reason === 'content_filter' ? 'SAFETY' : 'MAX_TOKENS' }),
    closing: () =>
      chunk(
        { text: '' },
        declined === undefined
          ? { finishReason: 'STOP' }
          : { finishReason: 'PROHIBITED_CONTENT', finishMessage: declined },
      ),
    doneWithoutFinish: () => '',
  };
}
