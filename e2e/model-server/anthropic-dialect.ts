import { otherRefusal } from './openai-dialect.ts';
import {
  type Dialect,
  modelInBody,
  modelOf,
  type OfferedModel,
  type StatusAnswer,
  usageOf,
  type WireFacts,
  type WireFormat,
} from './wire-format.ts';

/** Anthropic's Messages, and its list of models. */
export const anthropicDialect: Dialect = {
  base: '/anthropic/v1',
  formatAt: (path) => (path === '/messages' ? messagesFormat : undefined),
  askedModel: modelInBody,
  refuse(fault, request) {
    switch (fault.type) {
      case 'unauthorized':
        return refusal(401, 'authentication_error', `invalid x-api-key ${request.headers['x-api-key']}`);
      case 'forbidden':
        return refusal(403, 'permission_error', 'Your API key does not have permission to use the specified resource.');
      case 'unknown-model':
        return refusal(404, 'not_found_error', `model: ${modelInBody(request)}`);
      case 'out-of-quota':
        return refusal(400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.');
      case 'too-long':
        return refusal(400, 'invalid_request_error', 'prompt is too long: 208310 tokens > 200000 maximum');
      case 'not-understood':
        return refusal(400, 'invalid_request_error', 'max_tokens: Input should be greater than or equal to 1');
      case 'unavailable':
        return refusal(529, 'overloaded_error', 'Overloaded');
      default:
        return otherRefusal(fault, () =>
          refusal(429, 'rate_limit_error', 'This request would exceed your rate limit.'),
        );
    }
  },
  modelList(models) {
    const data = models.map(entryOf);
    return { data, has_more: false, first_id: data.at(0)?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null };
  },
};

function entryOf(model: OfferedModel): Record<string, unknown> {
  if (typeof model !== 'string') return model;
  return { type: 'model', id: model, display_name: model, created_at: '2026-09-01T00:00:00Z' };
}

function refusal(status: number, type: string, message: string): StatusAnswer {
  return { status, body: errorBody(type, message) };
}

function errorBody(type: string, message: string): unknown {
  return { type: 'error', error: { type, message }, request_id: 'req_000000000000000000000000' };
}

/** The words of the other protocols, where a fault in mid-stream names one. */
const errorTypes: Readonly<Record<string, string>> = {
  rate_limit_exceeded: 'rate_limit_error',
  context_length_exceeded: 'invalid_request_error',
  server_error: 'overloaded_error',
};

/** Frames as `POST /v1/messages` streams them: named events, content in numbered blocks, the reason before the end. */
function messagesFormat(facts: WireFacts, lineEnd: string): WireFormat {
  const { answer, index } = facts;
  const { inputTokens, outputTokens } = usageOf(facts);
  let block = -1;
  let isOpen = false;
  let declined: string | undefined;

  function frame(type: string, fields: Record<string, unknown> = {}): string {
    return `event: ${type}${lineEnd}data: ${JSON.stringify({ type, ...fields })}${lineEnd}${lineEnd}`;
  }

  function openBlock(content: Record<string, unknown>): string {
    block += 1;
    isOpen = true;
    return frame('content_block_start', { index: block, content_block: content });
  }

  function closeBlock(): string {
    if (!isOpen) return '';
    isOpen = false;
    return frame('content_block_stop', { index: block });
  }

  function delta(fields: Record<string, unknown>): string {
    return frame('content_block_delta', { index: block, delta: fields });
  }

  function end(stopReason: string, more: Record<string, unknown> = {}): string {
    const usage = { input_tokens: inputTokens, output_tokens: outputTokens };
    return (
      closeBlock() +
      frame('message_delta', { delta: { stop_reason: stopReason, stop_sequence: null, ...more }, usage }) +
      frame('message_stop')
    );
  }

  function error(code: string, message: string): string {
    const type = errorTypes[code] ?? code;
    const words = code === 'context_length_exceeded' ? `prompt is too long. ${message}` : message;
    return `event: error${lineEnd}data: ${JSON.stringify(errorBody(type, words))}${lineEnd}${lineEnd}`;
  }

  return {
    opening: () =>
      frame('message_start', {
        message: {
          id: `msg_${String(index).padStart(24, '0')}`,
          type: 'message',
          role: 'assistant',
          model: modelOf(facts),
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: inputTokens, output_tokens: 1, service_tier: answer.tier ?? 'standard' },
        },
      }) + frame('ping'),
    reasoning: () => ({
      before: openBlock({ type: 'thinking', thinking: '', signature: '' }),
      frame: (token) => delta({ type: 'thinking_delta', thinking: token }),
      after: () => delta({ type: 'signature_delta', signature: 'c2lnbmF0dXJl' }) + closeBlock(),
    }),
    token: (token) =>
      (isOpen ? '' : openBlock({ type: 'text', text: '' })) + delta({ type: 'text_delta', text: token }),
    refusal(text) {
      declined = text;
      return '';
    },
    error,
    failed: error,
    incomplete: (reason) => end(reason === 'content_filter' ? 'refusal' : 'max_tokens'),
    closing: () =>
      declined === undefined
        ? end('end_turn')
        : end('refusal', { stop_details: { type: 'refusal', category: null, explanation: declined } }),
    doneWithoutFinish: () => closeBlock() + frame('message_stop'),
  };
}
