import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ProviderError } from '../provider-error.ts';
import { declineRequest } from './decline-request.ts';

/** Something that Codex tells without having been asked. */
export interface CodexNotice {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A `codex app-server` that runs. It speaks JSON lines: requests with an `id`, answers with the same, and notices. */
export interface CodexProcess {
  /** Of the process, for whoever wants to see it end. */
  readonly pid: number;
  readonly isRunning: boolean;
  /** A directory of its own, with nothing in it: Codex reads what stands in the one it works in. */
  readonly workDirectory: string;
  /** Asks, and gives the answer's `result`. Throws a `ProviderError` of kind `network` when the process ends before. */
  request(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Asks, and waits for nothing. */
  send(method: string, params?: object): void;
  /** Hears all notices, until the function returned is called; `onEnd` tells that the process has ended. */
  listen(onNotice: (notice: CodexNotice) => void, onEnd: (error: ProviderError) => void): () => void;
  end(): void;
}

/** What `startCodexProcess` needs. */
export interface CodexCommand {
  readonly program: string;
  readonly arguments?: readonly string[];
  /** The whole of its environment. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** A message of either side, as it stands on a line. */
interface Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code?: number; readonly message?: string };
}

interface Waiting {
  resolve(result: Readonly<Record<string, unknown>>): void;
  reject(error: ProviderError): void;
}

/** How much of what it complains about is told when it ends. */
const lastWordsLength = 400;

/**
 * Starts `codex app-server` and shakes hands with it. Whatever it asks is declined. It ends by itself when this process does,
 * because its input ends then.
 */
export async function startCodexProcess(command: CodexCommand): Promise<CodexProcess> {
  const workDirectory = mkdtempSync(join(tmpdir(), 'flint-codex-'));
  const child = spawn(command.program, [...(command.arguments ?? []), 'app-server'], {
    cwd: workDirectory,
    env: { ...command.variables } as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<{ onNotice: (notice: CodexNotice) => void; onEnd: (error: ProviderError) => void }>();
  let lastId = 0;
  let lastWords = '';
  let end: ProviderError | null = null;

  function write(message: object): void {
    if (child.stdin.writable) child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  function read(line: string): void {
    const message = parse(line);
    if (!message) return;
    if (message.method !== undefined && message.id !== undefined) {
      write({ id: message.id, ...declineRequest(message.method) });
    } else if (message.method !== undefined) {
      const notice = { method: message.method, params: message.params ?? {} };
      for (const { onNotice } of [...listeners]) onNotice(notice);
    } else {
      const asked = waiting.get(Number(message.id));
      waiting.delete(Number(message.id));
      if (message.error) asked?.reject(new ProviderError('invalid', `Codex: ${message.error.message ?? 'no'}`));
      else asked?.resolve(message.result ?? {});
    }
  }

  function ended(how: string): void {
    if (end) return;
    end = new ProviderError('network', `Codex has ended (${how}). ${lastWords.trim()}`.trim());
    for (const asked of waiting.values()) asked.reject(end);
    waiting.clear();
    for (const { onEnd } of [...listeners]) onEnd(end);
    listeners.clear();
    rmSync(workDirectory, { recursive: true, force: true });
  }

  createInterface({ input: child.stdout }).on('line', read);
  child.stderr.on('data', (bytes: Buffer) => {
    lastWords = (lastWords + bytes.toString()).slice(-lastWordsLength);
  });
  // A broken pipe is told by the end of the process.
  child.stdin.on('error', () => {});
  child.once('error', (error) => ended(error.message));
  child.once('close', (code, signal) => ended(signal ?? `exit code ${code}`));

  const codex: CodexProcess = {
    get pid() {
      return child.pid ?? 0;
    },
    get isRunning() {
      return end === null;
    },
    workDirectory,
    request(method, params = {}) {
      if (end) return Promise.reject(end);
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        write({ id, method, params });
      });
    },
    send(method, params = {}) {
      codex.request(method, params).catch(() => {});
    },
    listen(onNotice, onEnd) {
      const listener = { onNotice, onEnd };
      const known = end;
      if (known) queueMicrotask(() => onEnd(known));
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end: () => endChild(child),
  };
  await codex.request('initialize', {
    clientInfo: { name: 'flint', title: 'Flint', version: '0.1.0' },
    capabilities: { experimentalApi: false, requestAttestation: false },
  });
  write({ method: 'initialized' });
  return codex;
}

/** Closing its input is what it goes by; the signal is for one that hangs. */
function endChild(child: ChildProcess): void {
  child.stdin?.end();
  child.kill('SIGTERM');
}

function parse(line: string): Message | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Message) : null;
  } catch {
    return null;
  }
}
