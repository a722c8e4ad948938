import { setTimeout as delay } from 'node:timers/promises';
import type { AnswerWire } from './answer-wire.ts';
import { recordedNowMs, type RecordedRequest } from './recorded-request.ts';
import type { Fault, ScriptedAnswer } from './scripted-answer.ts';
import { tokensOf } from './tokens.ts';
import type { WireFormat } from './wire-format.ts';

/** Between the last token and a cut that must not swallow it. */
const cutGapMs = 15;

/** How many tokens go to the connection in one write when no speed is set. */
const tokensPerWrite = 64;

/** What `sendAnswer` needs. */
export interface SendAnswerOptions {
  readonly wire: AnswerWire;
  readonly record: RecordedRequest;
  readonly answer: ScriptedAnswer;
  readonly tokens: readonly string[];
  readonly format: WireFormat;
  /** Aborts when the client has closed; whatever waits then gives up by throwing. */
  readonly closed: AbortSignal;
  /** Aborts when the rest is to come at once, whatever its speed. */
  readonly hurried: AbortSignal;
  /** Called whenever the record has changed. */
  readonly changed: () => void;
}

/** Streams one answer after its headers, at its speed and with its fault. Throws only when the client has closed. */
export async function sendAnswer(options: SendAnswerOptions): Promise<void> {
  const { wire, answer, tokens, format, closed } = options;
  const fault = answer.fault;
  const faultAfter = fault && 'afterTokens' in fault ? fault.afterTokens : undefined;

  await wire.write(format.opening());
  if (answer.firstTokenDelayMs) await delay(answer.firstTokenDelayMs, undefined, { signal: closed });
  if (answer.reasoning !== undefined) {
    const thoughts = tokensOf(answer.reasoning);
    const { before, frame, after } = format.reasoning(thoughts);
    await wire.write(before);
    await sendPaced(options, thoughts, frame, false);
    await wire.write(after());
  }
  await sendPaced(options, tokens.slice(0, faultAfter), (token) => format.token(token), true);
  if (answer.refusal !== undefined) await wire.write(format.refusal(answer.refusal));
  if (fault && faultAfter !== undefined) await sendFault(options, fault);
  else await wire.write(format.closing());
  if (answer.endDelayMs) await delay(answer.endDelayMs, undefined, { signal: closed });
  wire.end();
}

async function sendFault(options: SendAnswerOptions, fault: Fault): Promise<void> {
  const { wire, format, closed } = options;
  switch (fault.type) {
    case 'error-event':
      return wire.write(format.error(fault.code ?? 'server_error', fault.message ?? 'The server had an error.'));
    case 'failed':
      return wire.write(format.failed(fault.code ?? 'server_error', fault.message ?? 'The model failed.'));
    case 'incomplete':
      return wire.write(format.incomplete(fault.reason));
    case 'done-without-finish':
      return wire.write(format.doneWithoutFinish());
    case 'malformed-json':
      await wire.writeBroken();
      return wire.write(format.closing());
    case 'socket-cut':
      await delay(cutGapMs, undefined, { signal: closed });
      options.record.finishedAtMs = recordedNowMs();
      wire.destroy();
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
  const { wire, answer, record, closed, hurried, changed } = options;
  const perMs = Math.min(answer.tokensPerSecond ?? Infinity, 50_000) / 1000;
  const startMs = performance.now();
  for (let sent = 0; sent < tokens.length;) {
    const isPaced = answer.tokensPerSecond !== undefined && !hurried.aborted;
    const due = isPaced ? Math.floor((performance.now() - startMs) * perMs) + 1 : sent + tokensPerWrite;
    const until = Math.min(due, tokens.length);
    if (until > sent) {
      const frames = tokens.slice(sent, until).map(frame);
      const written = answer.splitPackets ? writeCut(wire, frames, answer.splitPackets) : wire.write(frames.join(''));
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

async function writeCut(
  wire: AnswerWire,
  frames: readonly string[],
  where: NonNullable<ScriptedAnswer['splitPackets']>,
): Promise<void> {
  for (const frame of frames) await wire.writeCut(frame, where);
}
