import { readDurationMs } from '../rate-limits.ts';
import type { StreamFailure } from '../read-provider-error.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An error that a vendor sent in the place of a frame; undefined where the frame holds none. */
export class WireFailure {
  readonly failure: StreamFailure;

  constructor(failure: StreamFailure) {
    this.failure = failure;
  }
}

/** The error in a frame of a stream: under `error`, or, as Mistral has it, the frame itself. */
export function failureInFrame(frame: unknown): WireFailure | undefined {
  if (!isFields(frame)) return undefined;
  if (frame['error'] !== undefined && frame['error'] !== null) return new WireFailure(failureInBody(frame));
  return frame['object'] === 'error' ? new WireFailure(failureInBody(frame)) : undefined;
}

/** What the body of a refusal says, in whichever vendor's form. */
export function failureInBody(body: unknown): StreamFailure {
  if (typeof body === 'string') return { message: body };
  const error = isFields(body) ? (body['error'] ?? body) : {};
  if (typeof error === 'string') return { message: error };
  if (Array.isArray(error)) return failureInBody(error[0]);
  if (!isFields(error)) return {};
  const details = listOf(error['details']);
  const reason = details.map((detail) => detail['reason']).find((word) => typeof word === 'string');
  const delay = details.map((detail) => detail['retryDelay']).find((word) => typeof word === 'string');
  const isDaily = details.some((detail) =>
    listOf(detail['violations']).some(({ quotaId }) => typeof quotaId === 'string' && quotaId.includes('PerDay')),
  );
  return {
    code: isDaily ? 'QUOTA_OF_THE_DAY' : (reason ?? error['code']),
    type: error['type'] ?? error['status'],
    message: wordsIn(error['message']) ?? wordsIn(error['detail']) ?? JSON.stringify(error),
    retryAfterMs: delay === undefined ? undefined : readDurationMs(String(delay)),
  };
}

/** Words, or FastAPI's list of what is wrong with which field. */
function wordsIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (isFields(value) && !Array.isArray(value)) return wordsIn(value['detail']);
  const complaints = listOf(value).map(({ loc, msg }) => `${[loc].flat().join('.')}: ${String(msg)}`);
  return complaints.length > 0 ? complaints.join('; ') : undefined;
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
