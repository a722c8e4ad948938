/**
 * What went wrong at a provider:
 * `auth` the key was refused; `rate-limit` too many requests or tokens; `quota` paid amount used up; `overloaded` the
 * provider is too busy or broken (5xx); `withdrawn` there is no such model for this key; `context` the request is longer
 * than the model takes; `refused` the provider will not answer this; `invalid` the provider did not accept the request's
 * form; `network` it could not be reached or the connection broke; `stalled` it stopped sending; `protocol` it sent
 * something that is not an answer, or ended without its own end.
 */
export type ProviderErrorKind =
  | 'auth'
  | 'rate-limit'
  | 'quota'
  | 'overloaded'
  | 'withdrawn'
  | 'context'
  | 'refused'
  | 'invalid'
  | 'network'
  | 'stalled'
  | 'protocol';

/** A model of a provider: its id there, and the provider's id and name. */
export interface AskedModel {
  readonly provider: { readonly id: string; readonly name: string };
  readonly model: string;
}

/** A provider's failure with its facts. The message is for the server's log, never for people: it may quote the provider. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly kind: ProviderErrorKind;
  /** The HTTP status, where there was one. */
  readonly status: number | undefined;
  /** How long the provider asked to wait. */
  readonly retryAfterMs: number | undefined;
  /** Which model it was, where it was not even asked. */
  readonly about: AskedModel | undefined;

  constructor(
    kind: ProviderErrorKind,
    message: string,
    facts: {
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly cause?: unknown;
      readonly about?: AskedModel;
    } = {},
  ) {
    super(message, { cause: facts.cause });
    this.kind = kind;
    this.status = facts.status;
    this.retryAfterMs = facts.retryAfterMs;
    this.about = facts.about;
  }

  /** Whether asking the same again later can help. */
  get isRetryable(): boolean {
    return ['rate-limit', 'overloaded', 'network', 'stalled', 'protocol'].includes(this.kind);
  }
}
