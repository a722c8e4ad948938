import { APIError, type OpenAI } from 'openai';
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import { ResponsesWS } from 'openai/resources/responses/ws';
import type { WebSocket } from 'ws';
import type { Clock } from '../base/clock.ts';
import { createFrameInbox, type FrameInbox } from './frame-inbox.ts';
import { errorIn } from './openai-client.ts';
import { ProviderError } from './provider-error.ts';
import type { ResponsesEvent } from './responses-reader.ts';

/** A WebSocket on which Responses answers, one request at a time. */
export interface ResponsesSocket {
  readonly openedMs: number;
  readonly isOpen: boolean;
  /**
   * Asks, and gives the answer once its first event is here. A refusal is thrown as over HTTP, a lost connection as a
   * `SocketBreak`. To abort, or to cancel the stream, cuts the connection: the provider knows no other way to be stopped.
   */
  ask(body: ResponseCreateParamsStreaming, signal: AbortSignal): Promise<ReadableStream<readonly ResponsesEvent[]>>;
  cut(): void;
}

/** The connection was lost, or the provider wants a new one: what was asked can be asked again another way. */
export class SocketBreak extends ProviderError {
  constructor(message: string, kind: 'network' | 'protocol' = 'network') {
    super(kind, message);
  }
}

/** What `openResponsesSocket` needs. */
export interface ResponsesSocketOptions {
  readonly client: OpenAI;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called when an answer was whole, and the next can be asked for. */
  readonly onFree: (socket: ResponsesSocket) => void;
  /** Called when the connection has ended, however it was. */
  readonly onEnd: (socket: ResponsesSocket) => void;
}

const handshakeMs = 10_000;
const largestMessageBytes = 64_000_000;
const refusalBytes = 64_000;

/** A network that drops a silent connection tells nobody: this often the other end is asked whether it is there. */
const heartbeatMs = 15_000;

/**
 * Opens a WebSocket to `/responses`. Throws a `SocketBreak` when it cannot be made, and an `APIError`, as HTTP has it, when
 * the server refuses to.
 */
export async function openResponsesSocket(options: ResponsesSocketOptions): Promise<ResponsesSocket> {
  options.signal.throwIfAborted();
  const responses = new ResponsesWS(options.client, {
    handshakeTimeout: handshakeMs,
    maxPayload: largestMessageBytes,
  });
  const wire = responses.socket.platformSocket;
  let end: SocketBreak | null = null;
  /** Of the answer under way; null between answers. */
  let inbox: FrameInbox<ResponsesEvent> | null = null;
  let endHeartbeat = () => {};

  responses.on('error', ({ error, message }) => {
    // An error event comes as an event as well, and is no end of the connection.
    if (error === undefined) end ??= new SocketBreak(message);
  });
  responses.on('raw', () => {
    inbox?.fail(new ProviderError('protocol', 'The provider sent an event that is not a JSON object.'));
    wire.terminate();
  });
  responses.on('event', (event) => {
    if (isEndOfConnection(event)) {
      end = new SocketBreak('The provider ended a connection that had been open for too long.');
      return wire.terminate();
    }
    inbox?.put(event as ResponsesEvent);
    if (!endsAnswer(event.type) || !inbox) return;
    inbox.end();
    inbox = null;
    options.onFree(socket);
  });
  responses.on('close', (code) => {
    endHeartbeat();
    // 1000, 1001 and 1005 are ends in good order, only not where an answer is due.
    const isOrderly = code === 1000 || code === 1001 || code === 1005;
    end ??= new SocketBreak(`The connection was closed (${code}).`, isOrderly ? 'protocol' : 'network');
    inbox?.fail(end);
    options.onEnd(socket);
  });

  const socket: ResponsesSocket = {
    openedMs: options.clock.monotonicMs(),
    get isOpen() {
      return wire.readyState === wire.OPEN && end === null;
    },
    async ask(body, signal) {
      if (!socket.isOpen) throw end ?? new SocketBreak('The connection is closed.');
      const cut = () => {
        if (inbox === own) wire.terminate();
      };
      const own = createFrameInbox<ResponsesEvent>({
        pause: () => wire.pause(),
        resume: () => wire.resume(),
        cancel: cut,
      });
      inbox = own;
      signal.addEventListener('abort', cut, { once: true });
      // The same fields as over HTTP, but for `stream`: here nothing else is known.
      responses.sendRaw(JSON.stringify({ ...body, stream: undefined, type: 'response.create' }));
      const refusal = refusalIn(await own.first);
      if (refusal) throw refusal;
      return own.frames;
    },
    cut: () => wire.terminate(),
  };
  await handshake(wire, options.signal, () => end);
  endHeartbeat = startHeartbeat(wire, options.clock);
  return socket;
}

function handshake(wire: WebSocket, signal: AbortSignal, endOf: () => SocketBreak | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = () => wire.terminate();
    const settle = (settled: () => void) => {
      signal.removeEventListener('abort', cut);
      settled();
    };
    signal.addEventListener('abort', cut, { once: true });
    wire.once('open', () => settle(resolve));
    wire.once('unexpected-response', (_request, response) => {
      void readRefusal(response).then((error) => {
        settle(() => reject(error));
        cut();
      });
    });
    wire.once('close', () => settle(() => reject(endOf() ?? new SocketBreak('The connection could not be made.'))));
  });
}

async function readRefusal(
  response: AsyncIterable<unknown> & { readonly statusCode?: number | undefined },
): Promise<APIError> {
  const status = response.statusCode ?? 0;
  let text = '';
  try {
    for await (const piece of response) if (text.length < refusalBytes) text += String(piece);
  } catch {
    // What came of it is told.
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const facts = typeof body === 'object' && body !== null ? { error: errorIn(body) } : undefined;
  return APIError.generate(status, facts, text.slice(0, 2_000), new Headers());
}

/** Asks again and again whether the other end is there, and cuts the connection when it was silent twice. */
function startHeartbeat(wire: WebSocket, clock: Clock): () => void {
  let unanswered = 0;
  let callOff = clock.schedule(heartbeatMs, beat);
  const alive = () => {
    unanswered = 0;
  };
  wire.on('pong', alive);
  wire.on('message', alive);

  function beat(): void {
    // While it is not read from, nothing can be heard of it.
    if (wire.isPaused) unanswered = 0;
    if (unanswered >= 2) return wire.terminate();
    unanswered += 1;
    wire.ping();
    callOff = clock.schedule(heartbeatMs, beat);
  }

  return () => callOff();
}

function isEndOfConnection(event: { readonly type: string; readonly error?: unknown }): boolean {
  if (event.type !== 'error') return false;
  const { error } = event as ResponsesEvent;
  return error?.code === 'websocket_connection_limit_reached';
}

function endsAnswer(type: string): boolean {
  return (
    type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed' || type === 'error'
  );
}

/** The first event in the place of an answer: what HTTP says with a status and a body. */
function refusalIn(event: ResponsesEvent): APIError | null {
  if (event.type !== 'error') return null;
  const { status, status_code, headers, error } = event as ResponsesEvent & {
    readonly status?: unknown;
    readonly status_code?: unknown;
    readonly headers?: Readonly<Record<string, unknown>>;
  };
  const code = status ?? status_code;
  if (typeof code !== 'number') return null;
  const told = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  return APIError.generate(code, { error }, undefined, new Headers(told));
}
