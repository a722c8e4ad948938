import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { recordedNowMs, type RecordedRequest } from './recorded-request.ts';
import type { Fault, ScriptedAnswer } from './scripted-answer.ts';
import { tokensOf } from './tokens.ts';
import type { WireFormat } from './wire-format.ts';

/** Between two packets that must not melt into one, and between the last token and a cut that must not swallow it. */
const packetGapMs = 15;

/** How many tokens go to the connection in one write when no speed is set. */
const tokensPerWrite = 64;

/** What `sendAnswer` needs. */
export interface SendAnswerOptions {
  readonly response: ServerResponse;
  readonly record: RecordedRequest;
  readonly answer: ScriptedAnswer;
  readonly tokens: readonly string[];
  readonly format: WireFormat;
  /** Aborts when the client has closed; whatever waits then gives up by throwing. */
  readonly closed: AbortSignal;
  /** Called whenever the record has changed. */
  readonly changed: () => void;
}

/** Streams one answer after its headers, at its speed and with its fault. Throws only when the client has closed. */
export async function sendAnswer(options: SendAnswerOptions): Promise<void> {
  const { response, answer, tokens, format, closed } = options;
  const fault = answer.fault;
  const faultAfter = fault && 'afterTokens' in fault ? fault.afterTokens : undefined;

  await write(options, format.opening());
  if (answer.firstTokenDelayMs) await delay(answer.firstTokenDelayMs, undefined, { signal: closed });
  if (answer.reasoning !== undefined) {
    const thoughts = tokensOf(answer.reasoning);
    const { before, frame, after } = format.reasoning(thoughts);
    await write(options, before);
    await sendPaced(options, thoughts, frame, false);
    await write(options, after());
  }
  await sendPaced(options, tokens.slice(0, faultAfter), (token) => format.token(token), true);
  if (answer.refusal !== undefined) await write(options, format.refusal(answer.refusal));
  if (fault && faultAfter !== undefined) await sendFault(options, fault);
  else await write(options, format.closing());
  if (answer.endDelayMs) await delay(answer.endDelayMs, undefined, { signal: closed });
  response.end();
}

async function sendFault(options: SendAnswerOptions, fault: Fault): Promise<void> {
  const { response, format, closed } = options;
  switch (fault.type) {
    case 'error-event':
      return write(options, format.error(fault.code ?? 'server_error', fault.message ?? 'The server had an error.'));
    case 'failed':
      return write(options, format.failed(fault.code ?? 'server_error', fault.message ?? 'The model failed.'));
    case 'incomplete':
      return write(options, format.incomplete(fault.reason));
    case 'done-without-finish':
      return write(options, format.doneWithoutFinish());
    case 'malformed-json':
      await write(options, 'data: {"type":"response.output_text.delta","choices":[{"delta":{"con\n\n');
      return write(options, format.closing());
    case 'socket-cut':
      await delay(packetGapMs, undefined, { signal: closed });
      options.record.finishedAtMs = recordedNowMs();
      response.destroy();
      return;
    case 'stall':
      await new Promise((_resolve, reject) => {
        const give = () => reject(new Error('The client closed.'));
        if (closed.aborted) give();
        else closed.addEventListener('abort', give, { once: true });
      });
      return;
    default:
  }
}

/**
 * Token `n` is due `n / tokensPerSecond` seconds after the first; all that are due go out in one write, so that a late
 * timer or a slow reader never lowers the speed for good.
 */
async function sendPaced(
  options: SendAnswerOptions,
  tokens: readonly string[],
  frame: (token: string) => string,
  isAnswer: boolean,
): Promise<void> {
  const { answer, record, closed, changed } = options;
  const perMs = Math.min(answer.tokensPerSecond ?? Infinity, 50_000) / 1000;
  const isPaced = answer.tokensPerSecond !== undefined;
  const startMs = performance.now();
  for (let sent = 0; sent < tokens.length;) {
    const due = isPaced ? Math.floor((performance.now() - startMs) * perMs) + 1 : sent + tokensPerWrite;
    const until = Math.min(due, tokens.length);
    if (until > sent) {
      const frames = tokens.slice(sent, until).map(frame);
      const written = answer.splitPackets ? writeEach(options, frames) : write(options, frames.join(''));
      if (isAnswer) {
        const nowMs = recordedNowMs();
        for (let index = sent; index < until; index += 1) record.tokenSentAtMs.push(nowMs);
        record.tokensSent += until - sent;
        changed();
      }
      sent = until;
      await written;
    } else {
      await delay(Math.max(1, sent / perMs - (performance.now() - startMs)), undefined, {
        signal: closed,
      });
    }
  }
}

async function writeEach(options: SendAnswerOptions, frames: readonly string[]): Promise<void> {
  for (const frame of frames) {
    const bytes = Buffer.from(frame);
    const cut = options.answer.splitPackets === 'characters' ? insideOfCharacter(bytes) : bytes.length >> 1;
    await write(options, bytes.subarray(0, cut));
    await delay(packetGapMs / 5, undefined, { signal: options.closed });
    await write(options, bytes.subarray(cut));
    await delay(packetGapMs / 5, undefined, { signal: options.closed });
  }
}

/** After the first byte of the first character of several bytes; the middle where there is none. */
function insideOfCharacter(bytes: Buffer): number {
  const lead = bytes.findIndex((byte) => byte >= 0xc0);
  return lead === -1 ? bytes.length >> 1 : lead + 1;
}

/** Writes, and waits where the client does not read as fast. */
async function write({ response, closed }: SendAnswerOptions, bytes: string | Buffer): Promise<void> {
  closed.throwIfAborted();
  if (bytes.length === 0 || response.write(bytes)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = () => {
      response.off('drain', settle);
      closed.removeEventListener('abort', settle);
      if (closed.aborted) reject(new Error('The client closed.'));
      else resolve();
    };
    response.on('drain', settle);
    closed.addEventListener('abort', settle);
  });
}
