import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { CountTokens } from '../../generation/token-counts.ts';

/** A tokenizer in a thread of its own, which is started when something is to be counted. */
export interface TokenThread {
  readonly count: CountTokens;
  close(): Promise<void>;
}

interface Task {
  readonly askedAtMs: number;
  read(): string;
  resolve(tokens: number): void;
  reject(error: unknown): void;
}

/** After so long without anything to count, the thread and its 75 MB are let go. */
const idleMs = 5 * 60_000;

/** A thread that breaks again and again is not started any more. */
const mostBreaks = 3;

/**
 * Counts tokens as OpenAI's newer models do (`o200k_base`); others come close. Nobody waits for the thread: it does not keep
 * the process alive, and when it cannot be started, or breaks, the counts fail and what asked goes on with estimates.
 */
export function createTokenThread({
  report,
  isBusy = () => false,
  delayMs = 1_000,
  patienceMs = 30_000,
}: {
  report(error: unknown): void;
  /** Whether a run goes on: the thread takes a core for a second when it comes up, and the run's text would wait for that. */
  isBusy?(): boolean;
  /** Counting begins so long after it was asked for: what asks is about to start a run, which is not to be disturbed. */
  readonly delayMs?: number;
  /** On a server that is always busy it is counted so long after it was asked for all the same. */
  readonly patienceMs?: number;
}): TokenThread {
  let thread: Worker | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let waiting: Task[] = [];
  /** What the thread has now. */
  let asked: Task | null = null;
  let isDue = false;
  let breaks = 0;

  function start(): Worker {
    // A file as it stands: everything is started in the project's folder. Were the module imported, the bundler would see a
    // worker to be made, and put the tokenizer's tables through its optimizer for many minutes.
    const threads = process.getBuiltinModule('node:worker_threads');
    const started = new threads.Worker(join(process.cwd(), 'lib/server/tokens/count-tokens.mjs'), {
      // Nothing of the server's own: what ends the server with its launcher would end it from here at once.
      execArgv: [],
    });
    started.unref();
    started.on('message', (tokens: number) => {
      if (thread !== started) return;
      asked?.resolve(tokens);
      asked = null;
      if (waiting.length > 0) askNext(0);
      else idleTimer = setTimeout(() => void end(), idleMs).unref();
    });
    started.on('error', (error) => {
      breaks += 1;
      if (thread === started) thread = null;
      report(error);
      fail(error);
    });
    return started;
  }

  /** One at a time, each in a turn of its own: reading a long text takes a moment, too. */
  function askNext(afterMs: number): void {
    if (asked || isDue) return;
    isDue = true;
    clearTimeout(idleTimer);
    setTimeout(() => {
      isDue = false;
      const [next] = waiting;
      if (!next) return;
      if (isBusy() && performance.now() - next.askedAtMs < patienceMs) {
        askNext(delayMs);
        return;
      }
      asked = next;
      waiting.shift();
      thread ??= start();
      thread.postMessage(asked.read());
    }, afterMs).unref();
  }

  function fail(error: unknown): void {
    const failed = asked ? [asked, ...waiting] : waiting;
    asked = null;
    waiting = [];
    for (const { reject } of failed) reject(error);
  }

  async function end(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = thread;
    thread = null;
    fail(new Error('The counting was ended.'));
    await ending?.terminate();
  }

  return {
    count(read) {
      if (breaks >= mostBreaks) return Promise.reject(new Error('The thread that counts has broken too often.'));
      return new Promise((resolve, reject) => {
        waiting.push({ askedAtMs: performance.now(), read, resolve, reject });
        askNext(delayMs);
      });
    },
    close: end,
  };
}
