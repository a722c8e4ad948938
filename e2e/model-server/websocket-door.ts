import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { webSocketWire } from './answer-wire.ts';
import { recordedNowMs, type ArrivedRequest, type BegunRequest } from './recorded-request.ts';
import { openAiDialect } from './openai-dialect.ts';
import { responsesFormat } from './responses-format.ts';
import { sendAnswer } from './send-answer.ts';
import { factsOf, type StatusAnswer } from './wire-format.ts';

/** The WebSockets of a model server. */
export interface WebSocketDoor {
  readonly count: number;
  /** Ends each as OpenAI ends one that was open for an hour. */
  end(): void;
  cut(): void;
}

/**
 * Lets `/v1/responses` be asked over WebSockets: each `response.create` is a request like one over HTTP, one after the other
 * on each socket. What HTTP says with a status and headers is an error event with `status` and `headers`.
 */
export function openWebSocketDoor({
  http,
  begin,
  changed,
  refusal,
}: {
  readonly http: Server;
  readonly begin: (arrived: ArrivedRequest) => BegunRequest;
  readonly changed: () => void;
  /** How new sockets are refused, where they are. */
  readonly refusal: () => StatusAnswer | null;
}): WebSocketDoor {
  const door = new WebSocketServer({ noServer: true, perMessageDeflate: false });

  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const path = new URL(request.url ?? '/', 'http://model-server').pathname;
    const refused =
      path === '/v1/responses' ? refusal() : { status: 404, body: { error: { message: 'No such door.' } } };
    if (refused) return refuse(stream, refused);
    door.handleUpgrade(request, stream, head, (socket) => serve(socket, request));
  });

  function serve(socket: WebSocket, request: IncomingMessage): void {
    const closing = new AbortController();
    let answering = Promise.resolve();
    const remotePort = request.socket.remotePort ?? 0;
    changed();
    socket.on('close', () => {
      closing.abort();
      changed();
    });
    // What is wrong with a connection shows in its close.
    socket.on('error', () => {});
    socket.on('message', (message) => {
      const { type, ...body } = JSON.parse((message as Buffer).toString()) as Record<string, unknown>;
      if (type !== 'response.create') {
        return sendEvent(socket, { type: 'error', status: 400, error: { message: `No event ${String(type)}.` } });
      }
      const arrived = { method: 'POST', path: '/v1/responses', headers: request.headers as Record<string, string> };
      const begun = begin({ transport: 'websocket', ...arrived, body, remotePort, receivedAtMs: recordedNowMs() });
      changed();
      answering = answering.then(() => answerOver(socket, begun, closing.signal));
    });
  }

  async function answerOver(socket: WebSocket, begun: BegunRequest, closed: AbortSignal): Promise<void> {
    const { record } = begun;
    const noteClose = () => {
      if (record.finishedAtMs === null) record.closedByClientAtMs = recordedNowMs();
      changed();
    };
    closed.addEventListener('abort', noteClose, { once: true });
    try {
      await respond(socket, begun, closed);
    } catch (error) {
      if (!closed.aborted) throw error;
    } finally {
      closed.removeEventListener('abort', noteClose);
      if (record.closedByClientAtMs === null) record.finishedAtMs ??= recordedNowMs();
      changed();
    }
  }

  async function respond(
    socket: WebSocket,
    { record, answering, hurried }: BegunRequest,
    closed: AbortSignal,
  ): Promise<void> {
    const answer = await answering;
    if (answer.headersDelayMs) await delay(answer.headersDelayMs, undefined, { signal: closed });
    closed.throwIfAborted();
    record.headersSentAtMs = recordedNowMs();
    const refused = answer.fault && openAiDialect.refuse(answer.fault, record);
    record.status = refused?.status ?? 200;
    if (refused) return sendEvent(socket, errorEvent(refused, answer.headers));
    const { facts, tokens } = factsOf(answer, record, openAiDialect);
    const format = responsesFormat(facts, '\n', true);
    const wire = webSocketWire(socket, closed);
    await sendAnswer({ wire, record, answer, tokens, format, closed, hurried, changed });
    // An answer that does not say its end: over HTTP the body would be over now.
    if (answer.fault?.type === 'clean-cut' || answer.fault?.type === 'done-without-finish') {
      record.finishedAtMs = recordedNowMs();
      socket.close(1000);
    }
  }

  return {
    get count() {
      return door.clients.size;
    },
    end() {
      const message = 'Responses websocket connection limit reached (60 minutes). Create a new websocket connection.';
      const error = { type: 'invalid_request_error', code: 'websocket_connection_limit_reached', message };
      for (const socket of door.clients) {
        sendEvent(socket, { type: 'error', status: 400, error });
        socket.close(1000);
      }
    },
    cut() {
      for (const socket of door.clients) socket.terminate();
    },
  };
}

function sendEvent(socket: WebSocket, event: unknown): void {
  socket.send(JSON.stringify(event));
}

function errorEvent({ status, body, headers }: StatusAnswer, more: Record<string, string> | undefined): unknown {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  return { type: 'error', status, error, headers: { ...more, ...headers } };
}

function refuse(stream: Duplex, { status, body, headers }: StatusAnswer): void {
  const text = JSON.stringify(body);
  const lines = Object.entries({
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`);
}
