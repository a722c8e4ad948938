/** One turn of the conversation that a model is asked to go on from. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** How much a model is to think. */
export type Effort = 'minimal' | 'low' | 'medium' | 'high';

/** How soon an account wants to be served, and what it pays for that. What is really given stands in the answer. */
export type ServiceTier = 'auto' | 'default' | 'flex' | 'priority' | 'fast' | 'ultrafast';

/** What is asked of a model. The provider sends it on as it stands; what is in it is decided before. */
export interface ModelRequest {
  /** The provider's own id of the model, without the provider's name. */
  readonly model: string;
  /** What the model is told about its task, once, before the messages. */
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** The most tokens the answer may have. Some providers reserve this from a quota up front. */
  readonly maxOutputTokens: number;
  readonly effort?: Effort;
  readonly tier?: ServiceTier;
  /** The answer as it would be if it changed nothing: some models write what stands in it many times faster. */
  readonly prediction?: string;
}

/** Why an answer ended, in the provider's own word where Flint has none. */
export type EndReason = 'complete' | 'length' | 'content-filter';

/**
 * What a provider tells while it answers, in the order it happens. `text-delta`s joined are the answer.
 * A stream that finishes without `end` is a broken answer: adapters throw a `ProviderError` of kind `protocol` instead.
 */
export type ModelEvent =
  /** The provider holds the request back; the wait is said where it is known. */
  | { readonly type: 'queued'; readonly position?: number; readonly waitMs?: number }
  /** The provider took the request: response headers are here, no text yet. */
  | { readonly type: 'accepted'; readonly model?: string; readonly tier?: string }
  /** Reasoning that the provider shows. Never part of the answer. */
  | { readonly type: 'thinking-delta'; readonly text: string }
  | { readonly type: 'text-delta'; readonly text: string }
  | {
      readonly type: 'usage';
      readonly inputTokens?: number;
      readonly outputTokens?: number;
      /** Those of the output that the model thought, and that are no part of the answer. */
      readonly thoughtTokens?: number;
    }
  | {
      readonly type: 'rate-limit';
      readonly remainingRequests?: number;
      readonly remainingTokens?: number;
      readonly resetMs?: number;
    }
  | { readonly type: 'end'; readonly reason: EndReason; readonly model?: string; readonly tier?: string };

/** A model that a provider offers. */
export interface ModelDescription {
  readonly id: string;
  readonly name?: string;
  readonly contextTokens?: number;
}

/**
 * The one interface that every source of code stands behind.
 *
 * `generate` asks once, with no silent retries. The stream ends with an `end` event or throws a `ProviderError`. When
 * `signal` aborts, the upstream call is closed at once (also before it answered) and the stream throws an error whose
 * name is `AbortError`, or just ends; whoever aborted does not care which. Leaving the stream early (`return()`) closes
 * the upstream as well.
 */
export interface ModelProvider {
  /** A kebab-case word: `openai`, `cerebras`, `compatible`, `demo`. */
  readonly id: string;
  /** What people read. */
  readonly name: string;
  /** Takes `maxOutputTokens` out of a quota before it answers, so that too many of them are refused or held up. */
  readonly reservesOutput?: boolean;
  /** Asked on a key that a person brought: it costs whoever runs the server nothing. */
  readonly isOnOwnKey?: boolean;
  generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  /** The models to choose from, as the provider lists them now. Throws a `ProviderError`. */
  listModels(signal: AbortSignal): Promise<readonly ModelDescription[]>;
  /** A request is likely soon: whatever would make it wait may be done now. Returns at once, and never fails. */
  prepare?(): void;
  /** Nothing will be asked any more: what was kept open for it is closed. Answers under way go on. */
  close?(): void;
}
