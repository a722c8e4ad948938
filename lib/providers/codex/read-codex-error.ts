import { ProviderError, type ProviderErrorKind } from '../provider-error.ts';

/** Why a turn failed, as Codex has it. */
export interface CodexError {
  readonly message?: string;
  readonly codexErrorInfo?: unknown;
}

const kindOfInfo: ReadonlyMap<unknown, ProviderErrorKind> = new Map([
  ['contextWindowExceeded', 'context'],
  ['sessionBudgetExceeded', 'quota'],
  ['usageLimitExceeded', 'quota'],
  ['rateLimitExceeded', 'rate-limit'],
  ['flexUnavailable', 'overloaded'],
  ['serverOverloaded', 'overloaded'],
  ['policyCapacityUnavailable', 'overloaded'],
  ['internalServerError', 'overloaded'],
  ['modelNotFound', 'withdrawn'],
  ['unauthorized', 'auth'],
  ['badRequest', 'invalid'],
  ['cyberPolicy', 'refused'],
  ['misalignmentPolicyViolation', 'refused'],
  ['inferenceHookDenied', 'refused'],
] satisfies [string, ProviderErrorKind][]);

/**
 * Turns a turn's error into a `ProviderError`. `resetMs` is how long the plan's limits last, where they are known to be used
 * up: then waiting helps, and it is no quota that somebody has to pay for.
 */
export function readCodexError(error: CodexError | null, resetMs: number | undefined): ProviderError {
  const message = (error?.message ?? 'The turn failed without a reason.').slice(0, 600);
  const info = error?.codexErrorInfo;
  const status = statusIn(info);
  const kind = kindOfInfo.get(info) ?? kindOfStatus(status, info, message);
  const waits = (kind === 'quota' || kind === 'rate-limit') && resetMs !== undefined;
  return new ProviderError(waits ? 'rate-limit' : kind, message, {
    status,
    ...(waits && { retryAfterMs: resetMs }),
  });
}

function kindOfStatus(status: number | undefined, info: unknown, message: string): ProviderErrorKind {
  if (status === 429) return 'rate-limit';
  if (status === 401 || status === 403) return 'auth';
  if (status === 404) return 'withdrawn';
  if (status !== undefined && status >= 500) return 'overloaded';
  if (status !== undefined) return 'invalid';
  // A 400 is handed on word for word.
  if (/^\s*\{\s*"error"/.test(message)) return 'invalid';
  if (isNamed(info, 'httpConnectionFailed') || isNamed(info, 'responseStreamConnectionFailed')) return 'network';
  if (isNamed(info, 'responseStreamDisconnected')) return 'network';
  if (/network error|connection|error sending request/i.test(message)) return 'network';
  return /stream (closed|disconnected)|response\.completed|incomplete response/i.test(message)
    ? 'protocol'
    : 'overloaded';
}

/** `{ httpConnectionFailed: { httpStatusCode: 503 } }` and its like. */
function statusIn(info: unknown): number | undefined {
  if (typeof info !== 'object' || info === null) return undefined;
  const [facts] = Object.values(info) as unknown[];
  const status =
    typeof facts === 'object' && facts !== null && 'httpStatusCode' in facts ? facts.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

function isNamed(info: unknown, name: string): boolean {
  return typeof info === 'object' && info !== null && name in info;
}
