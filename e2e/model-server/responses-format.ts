import { modelOf, obfuscation, streamOption, type WireFacts, type WireFormat } from './wire-format.ts';

/**
 * Frames as `POST /v1/responses` streams them: an `event:` line with the type, then `data:` with the same type, numbered
 * by `sequence_number`. There is no `[DONE]`; the end is `response.completed`. Over a WebSocket the facts of an error are
 * nested.
 */
export function responsesFormat(facts: WireFacts, lineEnd: string, isNested = false): WireFormat {
  const { answer, index, text } = facts;
  const responseId = `resp_${String(index).padStart(24, '0')}`;
  const messageId = `msg_${String(index).padStart(24, '0')}`;
  const reasoningId = `rs_${String(index).padStart(24, '0')}`;
  const messageIndex = answer.reasoning === undefined ? 0 : 1;
  const padding = streamOption(facts, 'include_obfuscation') === false ? '' : `,"obfuscation":"${obfuscation}"`;
  const createdAt = Math.floor(Date.now() / 1000);
  let sequence = 0;
  let sent = '';
  let isMessageOpen = false;

  function frame(type: string, fields: Record<string, unknown>): string {
    const data = JSON.stringify({ type, sequence_number: sequence++, ...fields });
    return `event: ${type}${lineEnd}data: ${data}${lineEnd}${lineEnd}`;
  }

  function response(status: string, more: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      id: responseId,
      object: 'response',
      created_at: createdAt,
      status,
      background: false,
      error: null,
      incomplete_details: null,
      instructions: facts.body['instructions'] ?? null,
      max_output_tokens: facts.body['max_output_tokens'] ?? null,
      model: modelOf(facts),
      output: [],
      parallel_tool_calls: true,
      previous_response_id: null,
      reasoning: { effort: null, summary: null },
      service_tier: answer.tier ?? 'default',
      store: facts.body['store'] ?? true,
      temperature: 1,
      text: { format: { type: 'text' } },
      tool_choice: 'auto',
      tools: [],
      top_p: 1,
      truncation: 'disabled',
      usage: null,
      user: null,
      metadata: {},
      ...more,
    };
  }

  function usage(): Record<string, unknown> {
    const inputTokens = answer.usage?.inputTokens ?? Math.ceil(JSON.stringify(facts.body).length / 4);
    const outputTokens = answer.usage?.outputTokens ?? facts.tokenCount;
    return {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    };
  }

  function messageItem(status: string, content: readonly unknown[]): Record<string, unknown> {
    return { id: messageId, type: 'message', status, content, role: 'assistant' };
  }

  function openMessage(): string {
    if (isMessageOpen) return '';
    isMessageOpen = true;
    return (
      frame('response.output_item.added', {
        output_index: messageIndex,
        item: messageItem('in_progress', []),
      }) +
      frame('response.content_part.added', {
        item_id: messageId,
        output_index: messageIndex,
        content_index: 0,
        part: { type: 'output_text', annotations: [], logprobs: [], text: '' },
      })
    );
  }

  function closeMessage(status: string): string {
    const opened = openMessage();
    const part = { type: 'output_text', annotations: [], logprobs: [], text: sent };
    const place = { item_id: messageId, output_index: messageIndex, content_index: 0 };
    return (
      opened +
      frame('response.output_text.done', { ...place, text: sent, logprobs: [] }) +
      frame('response.content_part.done', { ...place, part }) +
      frame('response.output_item.done', {
        output_index: messageIndex,
        item: messageItem(status, [part]),
      })
    );
  }

  return {
    opening() {
      const queued = answer.queued ? frame('response.queued', { response: response('queued') }) : '';
      return (
        frame('response.created', {
          response: response(answer.queued ? 'queued' : 'in_progress'),
        }) +
        queued +
        frame('response.in_progress', { response: response('in_progress') })
      );
    },
    reasoning(tokens) {
      const place = { item_id: reasoningId, output_index: 0, summary_index: 0 };
      const item = { id: reasoningId, type: 'reasoning', summary: [] };
      return {
        before:
          frame('response.output_item.added', { output_index: 0, item }) +
          frame('response.reasoning_summary_part.added', {
            ...place,
            part: { type: 'summary_text', text: '' },
          }),
        frame: (token) => frame('response.reasoning_summary_text.delta', { ...place, delta: token }),
        after() {
          const part = { type: 'summary_text', text: tokens.join('') };
          return (
            frame('response.reasoning_summary_text.done', { ...place, text: part.text }) +
            frame('response.reasoning_summary_part.done', { ...place, part }) +
            frame('response.output_item.done', {
              output_index: 0,
              item: { ...item, summary: [part] },
            })
          );
        },
      };
    },
    // Put together by hand: at 50,000 tokens a second the serializer would be what is measured.
    token(token) {
      const opened = openMessage();
      sent += token;
      const type = 'response.output_text.delta';
      return `${opened}event: ${type}${lineEnd}data: {"type":"${type}","sequence_number":${sequence++},"item_id":"${messageId}","output_index":${messageIndex},"content_index":0,"delta":${JSON.stringify(token)},"logprobs":[]${padding}}${lineEnd}${lineEnd}`;
    },
    refusal(refusal) {
      const place = {
        item_id: messageId,
        output_index: messageIndex,
        content_index: sent === '' ? 0 : 1,
      };
      return (
        openMessage() +
        frame('response.refusal.delta', { ...place, delta: refusal }) +
        frame('response.refusal.done', { ...place, refusal })
      );
    },
    error: (code, message) =>
      frame('error', isNested ? { error: { type: code, code, message, param: null } } : { code, message, param: null }),
    failed: (code, message) => frame('response.failed', { response: response('failed', { error: { code, message } }) }),
    incomplete(reason) {
      const closed = closeMessage('incomplete');
      return (
        closed +
        frame('response.incomplete', {
          response: response('incomplete', { incomplete_details: { reason }, usage: usage() }),
        })
      );
    },
    closing() {
      const closed = closeMessage('completed');
      const output = [messageItem('completed', [{ type: 'output_text', annotations: [], logprobs: [], text }])];
      return closed + frame('response.completed', { response: response('completed', { output, usage: usage() }) });
    },
    doneWithoutFinish: () => '',
  };
}
