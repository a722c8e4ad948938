import type { ScriptedAnswer } from './scripted-answer.ts';

/**
 * One request as the server saw it; it fills while the answer goes out. Times are milliseconds since 1970 with fractions
 * (`performance.timeOrigin + performance.now()`), so that another process can compare them with its own.
 */
export interface RecordedRequest extends ArrivedRequest {
  readonly index: number;
  /** What it was answered with; null until then. */
  status: number | null;
  /** Over a WebSocket: when the first event went out. */
  headersSentAtMs: number | null;
  /** Tokens of the answer handed to the connection; reasoning does not count. */
  tokensSent: number;
  /** When each of them was. */
  readonly tokenSentAtMs: number[];
  /** When the client closed before the answer was over. */
  closedByClientAtMs: number | null;
  /** When the server was done, well or with a fault of its own. */
  finishedAtMs: number | null;
}

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly transport: 'http' | 'websocket';
  readonly method: string;
  readonly path: string;
  /** Over a WebSocket: those it was opened with. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** The client's port: the same for two requests that shared a connection. */
  readonly remotePort: number;
  readonly receivedAtMs: number;
}

/** A request that is being answered. */
export interface BegunRequest {
  readonly record: RecordedRequest;
  readonly answering: Promise<ScriptedAnswer>;
  /** Aborts when the rest of the answer is to come at once. */
  readonly hurried: AbortSignal;
}

/** The clock of the records. */
export function recordedNowMs(): number {
  return performance.timeOrigin + performance.now();
}
