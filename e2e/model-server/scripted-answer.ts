/** What goes wrong, and after how many tokens of the answer. Those without a number of tokens come before the headers. */
export type Fault =
  /** 401. The body quotes the key, as some servers do. */
  | { readonly type: 'unauthorized' }
  /** 404, as for a model that this key may not use. */
  | { readonly type: 'unknown-model' }
  | { readonly type: 'unavailable' }
  /** 403. */
  | { readonly type: 'forbidden' }
  /** What was paid for is used up. */
  | { readonly type: 'out-of-quota' }
  /** The question is longer than the model takes. */
  | { readonly type: 'too-long' }
  /** A field is wrong. */
  | { readonly type: 'not-understood' }
  | { readonly type: 'rate-limited'; readonly retryAfterSeconds?: number }
  /** Any other answer before the stream, word for word. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  /** The protocol's own error event. */
  | {
      readonly type: 'error-event';
      readonly afterTokens: number;
      readonly code?: string;
      readonly message?: string;
    }
  /** `response.failed`; chat completions, which has no such event, sends its error event. */
  | {
      readonly type: 'failed';
      readonly afterTokens: number;
      readonly code?: string;
      readonly message?: string;
    }
  | {
      readonly type: 'incomplete';
      readonly afterTokens: number;
      /** Chat completions has words for the first two only. */
      readonly reason: 'max_output_tokens' | 'content_filter' | 'steered' | 'interrupted';
    }
  /** The connection breaks. */
  | { readonly type: 'socket-cut'; readonly afterTokens: number }
  /** The body ends in good order, without the protocol's own end. */
  | { readonly type: 'clean-cut'; readonly afterTokens: number }
  /** `[DONE]` with no `finish_reason` before it. Responses, which has no `[DONE]`, ends like `clean-cut`. */
  | { readonly type: 'done-without-finish'; readonly afterTokens: number }
  /** Nothing more comes, and the connection stays open until the client closes it. */
  | { readonly type: 'stall'; readonly afterTokens: number }
  | { readonly type: 'malformed-json'; readonly afterTokens: number };

/** One answer, in plain JSON, so that another process can ask for it over the control door. */
export interface ScriptedAnswer {
  /** The answer; a list gives the tokens as they are to be sent. Without `text` and `programTokens`: a small page. */
  readonly text?: string | readonly string[];
  /** A generated program of so many tokens instead of a text. */
  readonly programTokens?: number;
  /** Reasoning shown before the answer, at the same speed. */
  readonly reasoning?: string;
  /** The model declines in these words, after the text. */
  readonly refusal?: string;
  /** Up to 50,000, by the wall clock. Without it, as fast as the connection takes. */
  readonly tokensPerSecond?: number;
  /** How long no headers come, as in a queue. */
  readonly headersDelayMs?: number;
  /** From the headers to the first token. */
  readonly firstTokenDelayMs?: number;
  /** From the last event to the end of the body, while the connection stays open. */
  readonly endDelayMs?: number;
  /** Says `response.queued` first. Chat completions has no such event. */
  readonly queued?: boolean;
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
  /** The model that the answer names; the one asked for otherwise. */
  readonly model?: string;
  readonly tier?: string;
  /** Chat completions only, as Cerebras has it: the tier that was given, beside the one that was asked for. */
  readonly usedTier?: string;
  /** More response headers, rate limits for one. */
  readonly headers?: Record<string, string>;
  /** Sends each frame in two packets: cut in the middle, or inside its first character of several bytes. */
  readonly splitPackets?: 'frames' | 'characters';
  /** Line ends of the frames: `\n` unless told. */
  readonly lineEnd?: '\n' | '\r\n';
  readonly fault?: Fault;
}

/** The body of a request, as it came. */
export type RequestBody = Readonly<Record<string, unknown>>;

/** What to answer: always this; these in turn and the last for good; or what a function says for each request. */
export type Script =
  | ScriptedAnswer
  | readonly ScriptedAnswer[]
  | ((body: RequestBody, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>);

/** The answer for request number `index` (from 0) since the script was given. */
export async function answerFrom(script: Script, body: RequestBody, index: number): Promise<ScriptedAnswer> {
  if (typeof script === 'function') return script(body, index);
  if (!isList(script)) return script;
  return script[Math.min(index, script.length - 1)] ?? {};
}

function isList(script: Script): script is readonly ScriptedAnswer[] {
  return Array.isArray(script);
}
