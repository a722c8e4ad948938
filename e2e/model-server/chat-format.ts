import { modelOf, obfuscation, streamOption, type WireFacts, type WireFormat } from './wire-format.ts';

/** Frames as `POST /v1/chat/completions` streams them: `data:` lines only, and `[DONE]` as the last. */
export function chatFormat(facts: WireFacts, lineEnd: string): WireFormat {
  const { answer, index } = facts;
  const includesUsage = streamOption(facts, 'include_usage') === true;
  const padding = streamOption(facts, 'include_obfuscation') === false ? '' : `,"obfuscation":"${obfuscation}"`;
  const head = JSON.stringify({
    id: `chatcmpl-${String(index).padStart(24, '0')}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model: modelOf(facts),
    service_tier: answer.tier ?? 'default',
    ...(answer.usedTier !== undefined && { service_tier_used: answer.usedTier }),
    system_fingerprint: 'fp_0000000000',
  }).slice(0, -1);
  const tail = `${includesUsage ? ',"usage":null' : ''}${padding}}${lineEnd}${lineEnd}`;
  const done = `data: [DONE]${lineEnd}${lineEnd}`;

  function chunk(delta: string, finishReason: string | null = null): string {
    return `data: ${head},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${JSON.stringify(finishReason)}}]${tail}`;
  }

  function usage(): string {
    if (!includesUsage) return '';
    const promptTokens = answer.usage?.inputTokens ?? Math.ceil(JSON.stringify(facts.body).length / 4);
    const completionTokens = answer.usage?.outputTokens ?? facts.tokenCount;
    const counts = {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    };
    return `data: ${head},"choices":[],"usage":${JSON.stringify(counts)}${padding}}${lineEnd}${lineEnd}`;
  }

  function error(code: string, message: string): string {
    return `data: ${JSON.stringify({ error: { message, type: code, param: null, code } })}${lineEnd}${lineEnd}`;
  }

  return {
    opening: () => chunk('{"role":"assistant","content":"","refusal":null}'),
    reasoning: () => ({
      before: '',
      frame: (token) => chunk(`{"reasoning":${JSON.stringify(token)}}`),
      after: () => '',
    }),
    token: (token) => chunk(`{"content":${JSON.stringify(token)}}`),
    refusal: (text) => chunk(`{"refusal":${JSON.stringify(text)}}`),
    error,
    failed: error,
    incomplete: (reason) => chunk('{}', reason === 'content_filter' ? 'content_filter' : 'length') + usage() + done,
    closing: () => chunk('{}', 'stop') + usage() + done,
    doneWithoutFinish: () => done,
  };
}
