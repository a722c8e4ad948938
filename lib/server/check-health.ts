import { StoreError } from '../log/event-store.ts';
import { container } from './container.ts';

const patienceMs = 2_000;

/**
 * Whether this process can do its work: it asks the store a question, and does not wait long for the answer. Redis away is
 * no illness: news then come by way of the store, only later.
 */
export async function checkHealth(): Promise<Response> {
  const store = process.env['DATABASE_URL']?.trim() ? 'postgres' : 'sqlite';
  try {
    const { redis } = await within(patienceMs, askStore());
    return respond(200, { status: 'ok', store, ...(redis ? { redis } : {}) });
  } catch (error) {
    const message =
      error instanceof StoreError && error.kind !== 'unreachable'
        ? 'The store does not work. The server’s log has the details.'
        : 'The server cannot reach its store now. Try again in a moment.';
    return respond(503, { status: 'unavailable', store, error: { code: 'store-unavailable', message } });
  }
}

async function askStore(): Promise<{ readonly redis: 'ok' | 'unreachable' | null }> {
  const { log, channels } = await container();
  // Any question will do that the database has to answer itself.
  await log.find('health');
  return { redis: channels ? (channels.isUp() ? 'ok' : 'unreachable') : null };
}

function within<Value>(delayMs: number, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${delayMs} ms.`)), delayMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function respond(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
