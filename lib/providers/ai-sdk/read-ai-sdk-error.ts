import { APICallError, JSONParseError, TypeValidationError } from '@ai-sdk/provider';
import { ProviderError } from '../provider-error.ts';
import { readBrokenConnection, readProviderError, readRefusal, readStreamFailure } from '../read-provider-error.ts';
import { failureInBody, failureInFrame, WireFailure } from './wire-failure.ts';

/**
 * Turns whatever a call through an AI SDK package threw, or put into its stream, into a `ProviderError` (one that already
 * is, stays). What the vendor itself sent counts, and not the package's reading of it, which drops half of it.
 */
export function readAiSdkError(error: unknown, secrets: readonly string[]): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof WireFailure) return readStreamFailure(error.failure, secrets);
  if (TypeValidationError.isInstance(error)) {
    const failure = failureInFrame(error.value);
    if (failure) return readStreamFailure(failure.failure, secrets);
    return new ProviderError('protocol', 'The provider sent an event of an unknown form.');
  }
  if (JSONParseError.isInstance(error)) {
    return new ProviderError('protocol', 'The provider sent an event that is not a JSON object.');
  }
  if (APICallError.isInstance(error)) {
    const { statusCode: status, responseBody, responseHeaders, cause, message } = error;
    if (status === undefined) return readBrokenConnection(error, secrets);
    if (status >= 400) {
      const failure = responseBody ? failureInBody(jsonOr(responseBody)) : { message };
      return readRefusal({ status, failure, headers: new Headers(responseHeaders) }, secrets);
    }
    if (cause !== undefined && cause !== error) return readAiSdkError(cause, secrets);
  }
  // An error that the vendor sent in mid-stream may come as it stood there.
  if (typeof error === 'object' && error !== null && !(error instanceof Error)) {
    return readStreamFailure(failureInBody(error), secrets);
  }
  return readProviderError(error, secrets);
}

/** Whether a model was not asked only because it takes no effort, or not this one. */
export function isRefusedReasoning(error: unknown): boolean {
  if (!APICallError.isInstance(error) || (error.statusCode !== 400 && error.statusCode !== 422)) return false;
  return /reasoning|thinking|effort/i.test(`${error.message} ${error.responseBody}`);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, as from a proxy: it is quoted as it is.
    return text;
  }
}
