import type { ServiceProcess } from './service-process.ts';

/** A server for tests that can be taken away and given back. Its address and what it has on disk stay. */
export interface RestartableService {
  readonly url: string;
  readonly port: number;
  /** The pid of the running program. */
  pid(): number;
  /** Ends it in good order, as an upgrade would. Its clients lose their connections. */
  stop(): Promise<void>;
  /** Ends it by force, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  /** Ends it and throws its files away. */
  close(): Promise<void>;
}

/** Starts a service by `launch`, and once more each time that it is started again. */
export async function startRestartable({
  url,
  port,
  launch,
  stopSignal,
  closeSignal = 'SIGKILL',
  remove,
}: {
  readonly url: string;
  readonly port: number;
  readonly launch: () => Promise<ServiceProcess>;
  readonly stopSignal: NodeJS.Signals;
  /** What ends it and its own processes soonest, when nothing of it is needed any more. */
  readonly closeSignal?: NodeJS.Signals;
  readonly remove: () => void;
}): Promise<RestartableService> {
  let running: ServiceProcess | null = await launch();

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = running;
    running = null;
    await ending?.end(signal);
  }

  return {
    url,
    port,
    pid() {
      if (!running) throw new Error('The service is stopped.');
      return running.pid;
    },
    stop: () => end(stopSignal),
    kill: () => end('SIGKILL'),
    async start() {
      running ??= await launch();
    },
    async close() {
      await end(closeSignal);
      remove();
    },
  };
}
