import { chatFormat } from './chat-format.ts';
import { responsesFormat } from './responses-format.ts';
import type { Fault } from './scripted-answer.ts';
import { type Dialect, modelInBody, type OfferedModel, type StatusAnswer } from './wire-format.ts';

/** OpenAI's: Responses and chat completions. */
export const openAiDialect: Dialect = {
  base: '/v1',
  formatAt: (path) => ({ '/responses': responsesFormat, '/chat/completions': chatFormat })[path],
  askedModel: modelInBody,
  refuse(fault, request) {
    switch (fault.type) {
      case 'unauthorized': {
        const key = request.headers['authorization']?.replace(/^Bearer /, '') ?? '';
        return refusal(401, 'invalid_api_key', 'invalid_request_error', `Incorrect API key provided: ${key}.`);
      }
      case 'forbidden':
        return refusal(403, null, 'invalid_request_error', 'Country, region, or territory not supported.');
      case 'unknown-model': {
        const message = `The model \`${modelInBody(request)}\` does not exist or you do not have access to it.`;
        return refusal(404, 'model_not_found', 'invalid_request_error', message);
      }
      case 'out-of-quota':
        return refusal(429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.');
      case 'too-long':
        return refusal(
          400,
          'context_length_exceeded',
          'invalid_request_error',
          'Your input exceeds the context window.',
        );
      case 'not-understood':
        return refusal(400, null, 'invalid_request_error', 'Invalid type for a field.');
      case 'unavailable':
        return refusal(503, null, 'server_error', 'The engine is currently overloaded, please try again later.');
      default:
        return otherRefusal(fault, () => refusal(429, 'rate_limit_exceeded', 'requests', 'Rate limit reached.'));
    }
  },
  modelList: openAiModelList,
};

/** What every vendor does alike: any status word for word, and too many requests with the seconds to wait. */
export function otherRefusal(fault: Fault, limited: () => StatusAnswer): StatusAnswer | undefined {
  if (fault.type === 'status') return fault;
  if (fault.type !== 'rate-limited') return undefined;
  const { headers, ...rest } = limited();
  return { ...rest, headers: { 'retry-after': String(fault.retryAfterSeconds ?? 1), ...headers } };
}

/** A list as OpenAI has it, and many after it. */
export function openAiModelList(models: readonly OfferedModel[]): unknown {
  const entry = { object: 'model', created: 1_760_000_000, owned_by: 'model-server' };
  return {
    object: 'list',
    data: models.map((model) => (typeof model === 'string' ? { id: model, ...entry } : model)),
  };
}

function refusal(status: number, code: string | null, type: string, message: string): StatusAnswer {
  return { status, body: { error: { message, type, param: null, code } } };
}
