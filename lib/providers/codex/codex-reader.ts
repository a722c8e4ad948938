import type { ModelEvent } from '../model-provider.ts';
import { ProviderError } from '../provider-error.ts';
import type { ChunkReader } from '../stream-answer.ts';
import type { CodexNotice } from './codex-process.ts';
import { readCodexError, type CodexError } from './read-codex-error.ts';

/** The fields of the notices that say something to Flint. */
interface Told {
  readonly item?: { readonly type?: string };
  readonly delta?: string;
  readonly itemId?: string;
  readonly willRetry?: boolean;
  readonly error?: CodexError;
  readonly turn?: { readonly status?: string; readonly error?: CodexError | null };
  readonly tokenUsage?: { readonly last?: { readonly inputTokens?: number; readonly outputTokens?: number } };
  readonly rateLimits?: {
    readonly primary?: LimitWindow | null;
    readonly secondary?: LimitWindow | null;
  };
}

interface LimitWindow {
  readonly usedPercent?: number;
  /** Seconds since 1970. */
  readonly resetsAt?: number | null;
}

/** Reads the notices of one turn as an answer of this model. */
export function createCodexReader(model: () => string | undefined): ChunkReader<readonly CodexNotice[]> {
  let isAccepted = false;
  let textItem: string | undefined;
  let usage: ModelEvent | undefined;
  let resetMs: number | undefined;

  function* end(reason: Extract<ModelEvent, { type: 'end' }>['reason']): Iterable<ModelEvent> {
    if (usage) yield usage;
    const answering = model();
    yield { type: 'end', reason, ...(answering !== undefined && { model: answering }) };
  }

  function* completed({ status, error }: NonNullable<Told['turn']>): Iterable<ModelEvent> {
    if (status === 'completed') return yield* end('complete');
    if (status === 'interrupted') throw new ProviderError('protocol', 'The turn was interrupted by somebody else.');
    // Codex has no code for it.
    const cut = /incomplete response returned, reason: (max_output_tokens|content_filter)/i.exec(error?.message ?? '');
    if (cut) return yield* end(cut[1] === 'content_filter' ? 'content-filter' : 'length');
    throw readCodexError(error ?? null, resetMs);
  }

  function* readNotice({ method, params }: CodexNotice): Iterable<ModelEvent> {
    const told = params as Told;
    if (!isAccepted && method === 'item/started' && told.item?.type !== 'userMessage') {
      isAccepted = true;
      const answering = model();
      yield { type: 'accepted', ...(answering !== undefined && { model: answering }) };
    }
    switch (method) {
      case 'item/agentMessage/delta': {
        if (!told.delta) return;
        // A comment beforehand is a message of its own.
        const isNext = textItem !== undefined && textItem !== told.itemId;
        textItem = told.itemId ?? '';
        yield { type: 'text-delta', text: isNext ? `\n\n${told.delta}` : told.delta };
        return;
      }
      case 'item/reasoning/summaryTextDelta':
      case 'item/reasoning/textDelta':
        if (told.delta) yield { type: 'thinking-delta', text: told.delta };
        return;
      case 'thread/tokenUsage/updated': {
        const { inputTokens, outputTokens } = told.tokenUsage?.last ?? {};
        // Some failures are told as a use of nothing.
        if (inputTokens && outputTokens) usage = { type: 'usage', inputTokens, outputTokens };
        return;
      }
      case 'account/rateLimits/updated':
        resetMs = resetOf(told.rateLimits);
        if (resetMs !== undefined) yield { type: 'rate-limit', remainingRequests: 0, resetMs };
        return;
      case 'error':
        if (!told.willRetry) return;
        // Asked again it would begin anew, behind what is written.
        if (textItem !== undefined) throw readCodexError({ ...told.error, codexErrorInfo: undefined }, resetMs);
        yield { type: 'queued' };
        return;
      case 'turn/completed':
        yield* completed(told.turn ?? {});
        return;
      default:
    }
  }

  return {
    *read(notices) {
      for (const notice of notices) yield* readNotice(notice);
    },
    finish: () => [],
    closed() {
      throw new ProviderError('protocol', 'The turn was over without an end.');
    },
    hasEnded: () => false,
  };
}

/** When the plan's used up limits come back. */
function resetOf(limits: Told['rateLimits']): number | undefined {
  const resets = [limits?.primary, limits?.secondary]
    .filter((window) => (window?.usedPercent ?? 0) >= 100)
    .map((window) => window?.resetsAt)
    .filter((resetsAt) => typeof resetsAt === 'number');
  return resets.length > 0 ? Math.max(0, Math.max(...resets) * 1_000 - Date.now()) : undefined;
}
