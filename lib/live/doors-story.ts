import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { createSession } from '../server/create-session.ts';
import { readLog } from '../server/read-log.ts';
import { readState } from '../server/read-state.ts';
import { replaceEditToken } from '../server/replace-edit-token.ts';
import { sendEvents } from '../server/send-events.ts';
import { takeCommand } from '../server/take-command.ts';
import { tellPresence } from '../server/tell-presence.ts';

/** Serves a session's doors over real HTTP on loopback, for tests, without Next around them. */
export async function serveDoors(): Promise<{
  readonly baseUrl: string;
  /** Breaks every connection, as a lost network does. */
  cutAll(): void;
  /** While set, answers every request with this status. */
  failWith(status: number | null): void;
  /** While set, requests are carried out, but their answers get lost on the way. */
  loseAnswers(isLost: boolean): void;
  close(): Promise<void>;
}> {
  const sockets = new Set<Socket>();
  let failure: number | null = null;
  let areLost = false;
  const server = createServer((incoming, outgoing) => {
    void (failure === null ? route(incoming, outgoing) : Promise.resolve(new Response(null, { status: failure }))).then(
      async (response) => {
        if (!areLost) return respond(response, outgoing);
        await response.body?.cancel();
        outgoing.destroy();
      },
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAll,
    failWith(status) {
      failure = status;
    },
    loseAnswers(isLost) {
      areLost = isLost;
    },
    async close() {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function route(incoming: IncomingMessage, outgoing: ServerResponse): Promise<Response> {
  const gone = new AbortController();
  // Not the socket's end, which outlives the request: others come over it.
  outgoing.on('close', () => gone.abort());
  const url = `http://${incoming.headers.host}${incoming.url}`;
  const hasBody = incoming.method === 'POST';
  const request = new Request(url, {
    method: incoming.method ?? 'GET',
    headers: new Headers(
      Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    ),
    signal: gone.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' } : {}),
  } as RequestInit);
  const [, id, door] =
    /^\/api\/sessions\/([^/?]+)\/(commands|events|presence|edit-token|log|state)/.exec(incoming.url ?? '') ?? [];
  if (id && door === 'commands') return takeCommand(request, id);
  if (id && door === 'events') return sendEvents(request, id);
  if (id && door === 'presence') return tellPresence(request, id);
  if (id && door === 'edit-token') return replaceEditToken(request, id);
  if (id && door === 'log') return readLog(request, id);
  if (id && door === 'state') return readState(request, id);
  return createSession(request);
}

async function respond(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    outgoing.end();
    return;
  }
  const reader = response.body.getReader();
  outgoing.on('close', () => void reader.cancel());
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    outgoing.write(value);
  }
  outgoing.end();
}
