import { ProviderError } from '../provider-error.ts';
import { startCodexProcess, type CodexCommand, type CodexProcess } from './codex-process.ts';

/** The one Codex of this process: started when it is first needed, and again when it has ended. */
export interface CodexServer {
  /** Throws a `ProviderError` of kind `network` when it cannot be started. */
  connect(): Promise<CodexProcess>;
  /** Ends it for good. */
  close(): void;
}

/** Nothing is started before `connect`. */
export function createCodexServer(command: CodexCommand): CodexServer {
  let starting: Promise<CodexProcess> | null = null;
  let running: CodexProcess | null = null;
  let isClosed = false;

  return {
    async connect() {
      if (isClosed) throw new ProviderError('network', 'Codex was ended with the server.');
      if (running?.isRunning) return running;
      starting ??= startCodexProcess(command).finally(() => {
        starting = null;
      });
      running = await starting;
      if (isClosed) running.end();
      return running;
    },
    close() {
      isClosed = true;
      running?.end();
    },
  };
}
