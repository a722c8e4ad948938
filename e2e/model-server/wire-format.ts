import type { RecordedRequest } from './recorded-request.ts';
import type { Fault, ScriptedAnswer } from './scripted-answer.ts';
import { defaultAnswerText, programOf, tokensOf } from './tokens.ts';

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
  incomplete(reason: Extract<Fault, { type: 'incomplete' }>['reason']): string;
  /** What comes last when all went well. */
  closing(): string;
  doneWithoutFinish(): string;
}

/** What every protocol needs to know of an answer. */
export interface WireFacts {
  readonly answer: ScriptedAnswer;
  readonly body: Readonly<Record<string, unknown>>;
  readonly index: number;
  readonly text: string;
  readonly tokenCount: number;
  /** The model that was asked for. */
  readonly askedModel: string | undefined;
}

/** An answer instead of a stream. */
export interface StatusAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** A model as the script offers it: its id, or a whole entry as this vendor lists it. */
export type OfferedModel = string | Record<string, unknown>;

/** How one vendor speaks over HTTP. */
export interface Dialect {
  /** Where its doors stand: `/v1`. */
  readonly base: string;
  /** How this path, after the base, streams an answer; undefined where it is not a door for answers. */
  formatAt(path: string): ((facts: WireFacts, lineEnd: string) => WireFormat) | undefined;
  askedModel(request: RecordedRequest): string | undefined;
  /** What it answers instead of a stream; undefined for faults that come in mid-stream. */
  refuse(fault: Fault, request: RecordedRequest): StatusAnswer | undefined;
  /** What `GET /models` gives. */
  modelList(models: readonly OfferedModel[]): unknown;
}

/** The facts of an answer to a request, and its tokens. */
export function factsOf(
  answer: ScriptedAnswer,
  request: RecordedRequest,
  dialect: Dialect,
): { facts: WireFacts; tokens: readonly string[] } {
  const tokens = tokensFor(answer);
  const { body, index } = request;
  const askedModel = dialect.askedModel(request);
  return { facts: { answer, body, index, text: tokens.join(''), tokenCount: tokens.length, askedModel }, tokens };
}

function tokensFor({ text, programTokens }: ScriptedAnswer): readonly string[] {
  if (Array.isArray(text)) return text;
  if (typeof text === 'string') return tokensOf(text);
  return tokensOf(programTokens === undefined ? defaultAnswerText : programOf(programTokens));
}

/** The model an answer names. */
export function modelOf({ answer, askedModel }: WireFacts): string {
  return answer.model ?? askedModel ?? 'unnamed-model';
}

/** The model in a request's body, where most protocols have it. */
export function modelInBody({ body }: RecordedRequest): string | undefined {
  return typeof body['model'] === 'string' ? body['model'] : undefined;
}

/** Tokens of the question and of the answer. */
export function usageOf({ answer, body, tokenCount }: WireFacts): { inputTokens: number; outputTokens: number } {
  return answer.usage ?? { inputTokens: Math.ceil(JSON.stringify(body).length / 4), outputTokens: tokenCount };
}

/** What the request set under `stream_options`. */
export function streamOption({ body }: WireFacts, name: string): unknown {
  const options = body['stream_options'];
  return typeof options === 'object' && options !== null ? (options as Record<string, unknown>)[name] : undefined;
}

/** Padding as long as OpenAI's, which hides the length of a token from who watches the wire. */
export const obfuscation = 'x7Kq2mVt';

/** One value as a server-sent event without a name. */
export function dataFrame(value: unknown, lineEnd: string): string {
  return `data: ${JSON.stringify(value)}${lineEnd}${lineEnd}`;
}
