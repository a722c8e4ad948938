import { createFrameInbox } from '../frame-inbox.ts';
import type { ModelDescription, ModelProvider, ModelRequest } from '../model-provider.ts';
import { ProviderError } from '../provider-error.ts';
import { streamChunks, type OpenedAnswer, type Patience } from '../stream-answer.ts';
import type { CodexNotice, CodexProcess } from './codex-process.ts';
import { createCodexReader } from './codex-reader.ts';
import type { CodexServer } from './codex-server.ts';

/**
 * Keeps out of a thread what a coding agent needs and a playground does not: tools, skills, what stands in the machine's
 * directories. The prompt is Flint's own then, and 3 kB besides it.
 */
const slimConfig = {
  web_search: 'disabled',
  include_environment_context: false,
  include_permissions_instructions: false,
  include_apps_instructions: false,
  skills: { include_instructions: false, bundled: { enabled: false } },
  features: {
    multi_agent: false,
    goals: false,
    view_image: false,
    shell_tool: false,
    unified_exec: false,
    apps: false,
  },
};

/**
 * A local Codex, as it is signed in on this machine. Each request is a thread of its own that leaves nothing behind: what was
 * said before stands in it, because after an interrupt Codex no longer shows the model what that had written. To stop is to
 * interrupt the turn.
 */
export function createCodexProvider({
  server,
  ...patience
}: { readonly server: CodexServer } & Patience): ModelProvider {
  return {
    id: 'codex',
    name: 'Codex',
    generate(request, signal) {
      let model: string | undefined;
      return streamChunks<readonly CodexNotice[]>({
        ...patience,
        signal,
        readError,
        reader: createCodexReader(() => model),
        open: (closing) => openTurn(server, request, closing, (answering) => (model = answering)),
      });
    },
    async listModels(signal) {
      const codex = await server.connect();
      const models: ModelDescription[] = [];
      let cursor: unknown = null;
      do {
        const page = await codex.request('model/list', { cursor });
        if (signal.aborted) throw new DOMException('The list was called off.', 'AbortError');
        const listed = page['data'] as readonly { readonly model: string; readonly displayName?: string }[];
        for (const { model, displayName } of listed)
          models.push({ id: model, ...(displayName && { name: displayName }) });
        cursor = page['nextCursor'];
      } while (typeof cursor === 'string');
      return models;
    },
    prepare() {
      server.connect().catch(() => {});
    },
    close: () => server.close(),
  };
}

async function openTurn(
  server: CodexServer,
  request: ModelRequest,
  signal: AbortSignal,
  answering: (model: string) => void,
): Promise<OpenedAnswer<readonly CodexNotice[]>> {
  const codex = await server.connect();
  signal.throwIfAborted();
  const threadId = await startThread(codex, request, answering);
  const inbox = createFrameInbox<CodexNotice>({ pause: () => {}, resume: () => {}, cancel: stop });
  let turnId: string | null = null;
  let isOver = false;
  let isStopped = false;

  function stop(): void {
    isStopped = true;
    if (turnId !== null && !isOver) codex.send('turn/interrupt', { threadId, turnId });
  }

  const unlisten = codex.listen(
    (notice) => {
      if ('threadId' in notice.params && notice.params['threadId'] !== threadId) return;
      inbox.put(notice);
      if (notice.method !== 'turn/completed') return;
      isOver = true;
      inbox.end();
      unlisten();
      // A thread that nobody listens to is forgotten.
      codex.send('thread/unsubscribe', { threadId });
    },
    (error) => inbox.fail(error),
  );
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { turn } = await codex.request('turn/start', {
      threadId,
      input: [{ type: 'text', text: conversationText(request), text_elements: [] }],
      ...(request.effort && { effort: request.effort }),
    });
    turnId = (turn as { readonly id: string }).id;
  } catch (error) {
    unlisten();
    throw error;
  }
  if (isStopped) stop();
  return { told: [], chunks: inbox.frames };
}

async function startThread(
  codex: CodexProcess,
  { model, system, tier }: ModelRequest,
  answering: (model: string) => void,
): Promise<string> {
  const started = await codex.request('thread/start', {
    model,
    cwd: codex.workDirectory,
    sandbox: 'read-only',
    approvalPolicy: 'never',
    ephemeral: true,
    baseInstructions: system,
    developerInstructions: '',
    ...(tier && { serviceTier: tier }),
    config: slimConfig,
  });
  answering(String(started['model']));
  return (started['thread'] as { readonly id: string }).id;
}

/** A turn takes one text: what was said before comes first, and is told apart. */
function conversationText({ messages }: ModelRequest): string {
  const [last, ...earlier] = messages.toReversed();
  if (earlier.length === 0) return last?.text ?? '';
  const before = earlier
    .toReversed()
    .map(({ role, text }) => `<${role}>\n${text}\n</${role}>`)
    .join('\n');
  return `<conversation>\n${before}\n</conversation>\n${last?.text ?? ''}`;
}

function readError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  return new ProviderError('network', error instanceof Error ? error.message : String(error));
}
