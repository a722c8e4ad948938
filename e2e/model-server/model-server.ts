import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { httpWire } from './answer-wire.ts';
import { anthropicDialect } from './anthropic-dialect.ts';
import { googleDialect } from './google-dialect.ts';
import { mistralDialect } from './mistral-dialect.ts';
import { openAiDialect } from './openai-dialect.ts';
import { openRouterDialect } from './openrouter-dialect.ts';
import { recordedNowMs, type ArrivedRequest, type BegunRequest, type RecordedRequest } from './recorded-request.ts';
import { answerFrom, type Script } from './scripted-answer.ts';
import { sendAnswer } from './send-answer.ts';
import { openWebSocketDoor } from './websocket-door.ts';
import {
  factsOf,
  type Dialect,
  type OfferedModel,
  type StatusAnswer,
  type WireFacts,
  type WireFormat,
} from './wire-format.ts';

const dialects = {
  openai: openAiDialect,
  anthropic: anthropicDialect,
  google: googleDialect,
  mistral: mistralDialect,
  openrouter: openRouterDialect,
} as const satisfies Readonly<Record<string, Dialect>>;

/** Whose HTTP the server can speak. */
export type Vendor = keyof typeof dialects;

/** A model server that does as it is told, over real HTTP on loopback. */
export interface ModelServer {
  /** With `/v1`, as `OPENAI_BASE_URL` takes it. */
  readonly baseUrl: string;
  /** Where it speaks as this vendor, as the vendor's own `…_BASE_URL` takes it. */
  baseUrlOf(vendor: Vendor): string;
  readonly port: number;
  /** Requests for answers in the order they came; `GET /v1/models` is not among them. */
  readonly requests: readonly RecordedRequest[];
  /** What to answer from now on. */
  script(script: Script): void;
  /** What `GET /models` lists: ids, or whole entries as some servers give them. */
  offerModels(models: readonly OfferedModel[]): void;
  /** Lists no models to these keys, with a 401 that quotes the key. */
  refuseKeys(...keys: readonly string[]): void;
  /** How many WebSockets are open, whether they are asked anything or not. */
  readonly openSockets: number;
  /** Answers whoever wants a new WebSocket like this from now on. */
  refuseSockets(refusal: () => StatusAnswer): void;
  /** Does to every open WebSocket what OpenAI does after an hour. */
  endSockets(): void;
  /** The next request that comes after this call (and fits). */
  nextRequest(fits?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  /** Waits until something holds of the records, looking again at every change: a token sent, a client gone. */
  until(holds: (requests: readonly RecordedRequest[]) => boolean): Promise<void>;
  /** Sends the rest of the answers under way as fast as the connections take, whatever speed they were to have. */
  hurry(): void;
  /** Forgets the script, the models and the requests. Answers under way go on. */
  reset(): void;
  /** Breaks what is under way, and stops listening. */
  close(): Promise<void>;
}

/** More doors than the models' own: says whether it took the request. */
export type ExtraDoor = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const defaultModels = ['flint-fast-test', 'flint-deep-test'];

/**
 * Starts a server that speaks OpenAI's Responses and chat completions, streaming, with the shape of the frames theirs byte
 * for byte, and under paths of their own the protocols of other vendors. It answers as `script` says, and with a small page when nothing is scripted.
 */
export async function startModelServer({
  port = 0,
  extraDoor,
}: {
  readonly port?: number;
  readonly extraDoor?: (server: ModelServer) => ExtraDoor;
} = {}): Promise<ModelServer> {
  let script: Script = {};
  let scriptIndex = 0;
  let models: readonly OfferedModel[] = defaultModels;
  let requests: RecordedRequest[] = [];
  let refusedKeys: ReadonlySet<string> = new Set();
  let refuseSocket: (() => StatusAnswer) | null = null;
  let hurrying = new AbortController();
  const watchers = new Set<() => void>();

  function changed(): void {
    for (const watcher of watchers) watcher();
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://model-server').pathname;
    if (await ownDoor?.(request, response)) return;
    const dialect = Object.values(dialects).find(({ base }) => path.startsWith(`${base}/`));
    const door = dialect && path.slice(dialect.base.length);
    if (request.method === 'GET' && door === '/models') {
      const key = String(request.headers.authorization ?? '').replace('Bearer ', '');
      if (refusedKeys.has(key)) {
        const message = `Incorrect API key provided: ${key}`;
        return sendJson(response, 401, { error: { message, code: 'invalid_api_key' } });
      }
      return sendJson(response, 200, dialect?.modelList(models));
    }
    const formatOf = door === undefined ? undefined : dialect?.formatAt(door);
    if (request.method !== 'POST' || !dialect || !formatOf) {
      return sendJson(response, 404, { error: { message: 'No such door.' } });
    }

    const closing = new AbortController();
    const begun = begin({
      transport: 'http',
      method: request.method,
      path,
      headers: request.headers as Record<string, string>,
      remotePort: request.socket.remotePort ?? 0,
      receivedAtMs: recordedNowMs(),
      body: await readBody(request),
    });
    const { record } = begun;
    response.on('close', () => {
      if (record.finishedAtMs === null && !response.writableFinished) record.closedByClientAtMs = recordedNowMs();
      else record.finishedAtMs ??= recordedNowMs();
      closing.abort();
      changed();
    });
    changed();
    try {
      await respond(begun, response, closing.signal, dialect, formatOf);
    } catch (error) {
      if (!closing.signal.aborted) throw error;
    }
  }

  function begin(arrived: ArrivedRequest): BegunRequest {
    const record: RecordedRequest = {
      index: requests.length,
      ...arrived,
      status: null,
      headersSentAtMs: null,
      tokensSent: 0,
      tokenSentAtMs: [],
      closedByClientAtMs: null,
      finishedAtMs: null,
    };
    requests.push(record);
    return { record, answering: answerFrom(script, arrived.body, scriptIndex++), hurried: hurrying.signal };
  }

  async function respond(
    { record, answering, hurried }: BegunRequest,
    response: ServerResponse,
    closed: AbortSignal,
    dialect: Dialect,
    formatOf: (facts: WireFacts, lineEnd: string) => WireFormat,
  ): Promise<void> {
    const answer = await answering;
    if (answer.headersDelayMs) await delay(answer.headersDelayMs, undefined, { signal: closed });
    closed.throwIfAborted();
    const refused = answer.fault && dialect.refuse(answer.fault, record);
    if (refused) {
      record.status = refused.status;
      record.headersSentAtMs = recordedNowMs();
      return sendJson(response, refused.status, refused.body, {
        ...answer.headers,
        ...refused.headers,
      });
    }
    response.socket?.setNoDelay(true);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-request-id': `req_${record.index}`,
      ...answer.headers,
    });
    response.flushHeaders();
    record.status = 200;
    record.headersSentAtMs = recordedNowMs();
    changed();
    const { facts, tokens } = factsOf(answer, record, dialect);
    const format = formatOf(facts, answer.lineEnd ?? '\n');
    await sendAnswer({ wire: httpWire(response, closed), record, answer, tokens, format, closed, hurried, changed });
  }

  const http = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: { message: `The model server broke: ${String(error)}` } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const sockets = openWebSocketDoor({ http, begin, changed, refusal: () => refuseSocket?.() ?? null });
  const { port: boundPort } = http.address() as AddressInfo;

  const server: ModelServer = {
    baseUrl: `http://127.0.0.1:${boundPort}/v1`,
    port: boundPort,
    baseUrlOf: (vendor) => `http://127.0.0.1:${boundPort}${dialects[vendor].base}`,
    get requests() {
      return requests;
    },
    script(next) {
      script = next;
      scriptIndex = 0;
    },
    offerModels(offered) {
      models = offered;
    },
    refuseKeys(...keys) {
      refusedKeys = new Set(keys);
    },
    get openSockets() {
      return sockets.count;
    },
    refuseSockets(refusal) {
      refuseSocket = refusal;
    },
    endSockets: () => sockets.end(),
    async nextRequest(fits = () => true) {
      const known = new Set(requests);
      let found: RecordedRequest | undefined;
      await server.until((all) => (found = all.find((request) => !known.has(request) && fits(request))) !== undefined);
      return found!;
    },
    until(holds) {
      return new Promise((resolve, reject) => {
        const look = () => {
          try {
            if (!holds(requests)) return;
            watchers.delete(look);
            resolve();
          } catch (error) {
            watchers.delete(look);
            reject(error);
          }
        };
        watchers.add(look);
        look();
      });
    },
    hurry() {
      hurrying.abort();
      hurrying = new AbortController();
    },
    reset() {
      script = {};
      scriptIndex = 0;
      models = defaultModels;
      requests = [];
      refuseSocket = null;
      refusedKeys = new Set();
    },
    close() {
      return new Promise((resolve, reject) => {
        http.close((error) => (error ? reject(error) : resolve()));
        http.closeAllConnections();
        sockets.cut();
      });
    },
  };
  const ownDoor = extraDoor?.(server);
  return server;
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body: unknown = await json(request).catch(() => undefined);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** Answers with JSON, as `sendJson(response, 404, …)`. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
