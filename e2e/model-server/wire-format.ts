import type { ScriptedAnswer } from './scripted-answer.ts';

/** One answer put into the frames of one protocol. Each method gives whole server-sent events, ready to be written. */
export interface WireFormat {
  opening(): string;
  reasoning(tokens: readonly string[]): {
    readonly before: string;
    readonly frame: (token: string) => string;
    readonly after: () => string;
  };
  token(token: string): string;
  refusal(text: string): string;
  error(code: string, message: string): string;
  failed(code: string, message: string): string;
  incomplete(reason: 'max_output_tokens' | 'content_filter'): string;
  /** What comes last when all went well. */
  closing(): string;
  doneWithoutFinish(): string;
}

/** What both protocols need to know of an answer. */
export interface WireFacts {
  readonly answer: ScriptedAnswer;
  readonly body: Readonly<Record<string, unknown>>;
  readonly index: number;
  readonly text: string;
  readonly tokenCount: number;
}

/** The model an answer names. */
export function modelOf({ answer, body }: WireFacts): string {
  return answer.model ?? (typeof body['model'] === 'string' ? body['model'] : 'unnamed-model');
}

/** What the request set under `stream_options`. */
export function streamOption({ body }: WireFacts, name: string): unknown {
  const options = body['stream_options'];
  return typeof options === 'object' && options !== null ? (options as Record<string, unknown>)[name] : undefined;
}

/** Padding as long as OpenAI's, which hides the length of a token from who watches the wire. */
export const obfuscation = 'x7Kq2mVt';
