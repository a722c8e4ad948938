import type { ModelEvent, ModelRequest } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { charactersPerToken } from './token-counts.ts';

/** How a call of a model ended. */
export type CallEnd = { readonly status: 'ended' | 'aborted' } | { readonly status: 'failed'; readonly error: unknown };

/** Counts what one call of a model takes, from what the provider tells of it. */
export interface CallTally {
  saw(event: ModelEvent): void;
  /**
   * Tokens of the question and the answer: as the provider counted them, else as Flint does. Of a call that broke off or
   * was closed, what had come by then: what a model thinks without showing it is known only from the provider's own count.
   * Nothing of a call that was refused, or still waited in a queue.
   */
  used(end: CallEnd): number;
}

/** Starts counting a call whose question is estimated to be so long. */
export function createCallTally(inputTokens: number): CallTally {
  let input = inputTokens;
  let toldOutput: number | null = null;
  let pieces = 0;
  let characters = 0;
  let state: 'sent' | 'queued' | 'answering' = 'sent';

  return {
    saw(event) {
      if (event.type === 'rate-limit') return;
      state = event.type === 'queued' ? 'queued' : 'answering';
      if (event.type === 'text-delta' || event.type === 'thinking-delta') {
        pieces++;
        characters += event.text.length;
      } else if (event.type === 'usage') {
        input = event.inputTokens ?? input;
        toldOutput = event.outputTokens ?? toldOutput;
      }
    },
    used(end) {
      const came = Math.max(pieces, Math.ceil(characters / charactersPerToken));
      if (end.status === 'ended') return input + (toldOutput ?? came);
      // Whoever was asked and says nothing may be at work already.
      const mayBeAtWork = end.status !== 'failed' || isStalled(end.error);
      if (state === 'queued' || (state === 'sent' && !mayBeAtWork)) return 0;
      return input + Math.max(toldOutput ?? 0, came);
    },
  };
}

function isStalled(error: unknown): boolean {
  return error instanceof ProviderError && error.kind === 'stalled';
}

/**
 * The tokens that a question has at most, or nearly: more than code has, and one for each character that is not ASCII. An
 * answer that is given beforehand counts too: providers charge for what of it was not used.
 */
export function mostInputTokens({
  system,
  messages,
  prediction = '',
}: Pick<ModelRequest, 'system' | 'messages' | 'prediction'>): number {
  const texts = [system, ...messages.map(({ text }) => text), prediction];
  return texts.reduce((sum, text) => {
    const others = text.match(notAscii)?.length ?? 0;
    return sum + frameTokens + Math.ceil((text.length - others) / charactersPerToken) + others;
  }, 0);
}

const notAscii = /[^\0-\x7f]/g;

/** What a message's role and borders take. */
const frameTokens = 8;
