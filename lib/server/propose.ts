import { z } from 'zod';
import { createRegionReader } from '../edits/region-answer.ts';
import { buildProposalRequest, type PausedText } from '../generation/proposal-request.ts';
import type { AttemptOutcome } from '../generation/run-attempt.ts';
import { withinBudget } from '../generation/within-budget.ts';
import { StoreError } from '../log/event-store.ts';
import type { EndReason, ModelEvent, ModelProvider, ModelRequest } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { explainBadCommand } from '../session/command.ts';
import { limits } from '../session/limits.ts';
import { findRecord, requireEdit } from './access.ts';
import { type Container, container } from './container.ts';
import { openingFrame, passingFrame, streamHeaders } from './feed/frames.ts';
import { providerOf } from './environment.ts';
import { answer, HttpError } from './http-error.ts';
import { type ModelAccess, readAccess, requireProviders } from './model-access.ts';
import { takeOne } from './rate-limits.ts';
import { readJson, requireSameOrigin, sendingPage } from './read-request.ts';

const schema = z.object({
  path: z.string().min(1).max(limits.pathLength),
  before: z.string().max(20_000),
  rest: z.string().max(4_000),
  after: z.string().max(10_000),
  recent: z.array(z.string().max(1_000)).max(10),
  /** `provider/model`; the fast lane's own when absent. */
  model: z.string().max(200).optional(),
});

const bodyBytes = 128 * 1024;

/** Why nothing is proposed. `demo`: there is no model but Demo, which has prepared programs only. */
interface ProposalFailure {
  readonly code: string;
  readonly retryAfterMs?: number;
}

/**
 * `POST /api/sessions/:id/proposals`: asks the fast lane what the person who paused there is likely to write next, and
 * streams it as server-sent events: `text` with more of it each, then `end`, or `failed` with why. It is for who asked
 * alone, and nothing of it is in the log. It needs what a run needs, and counts as one does. When the answer is not read
 * any more, or the same page asks anew, the model's call is closed at once.
 */
export function propose(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    requireSameOrigin(request, flint.environment);
    requireEdit(request, await findRecord(flint, sessionId));
    const { body } = await readJson(request, bodyBytes);
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new HttpError(400, 'bad-proposal', explainBadCommand(parsed.error));
    const { model, ...paused } = parsed.data;
    const access = await readAccess(request, flint);
    requireProviders(access, model === undefined ? [] : [providerOf(model)]);
    await takeOne(flint.rateLimits.proposals, sessionId);
    const page = `${sessionId} ${sendingPage(request)}`;
    const call = flint.proposals.begin(page);
    const close = () => call.abort();
    request.signal.addEventListener('abort', close);
    if (request.signal.aborted) close();
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(openingFrame);
        const say = (event: string, data: object) => {
          if (!call.signal.aborted) controller.enqueue(passingFrame(event, data));
        };
        try {
          const failure = await ask(flint, { sessionId, page, paused, model, access, signal: call.signal, say });
          if (failure) say('failed', failure);
        } finally {
          request.signal.removeEventListener('abort', close);
          flint.proposals.end(page, call);
          // Who went away has closed it already.
          if (!call.signal.aborted) controller.close();
          else controller.error(new Error('Called off'));
        }
      },
      cancel: close,
    });
    return new Response(stream, { headers: streamHeaders });
  });
}

/** Asks, and says what comes; gives why it failed. Never throws. */
async function ask(
  flint: Container,
  {
    sessionId,
    page,
    paused,
    model,
    access,
    signal,
    say,
  }: {
    readonly sessionId: string;
    readonly page: string;
    readonly paused: PausedText;
    readonly model: string | undefined;
    readonly access: ModelAccess;
    readonly signal: AbortSignal;
    say(event: string, data: object): void;
  },
): Promise<ProposalFailure | null> {
  let account: string | null = null;
  try {
    const models = access.ownModels ?? flint.models;
    const chosen = await models.choose({ lane: 'fast', ...(model === undefined ? {} : { model }) });
    const { provider } = chosen;
    if (provider.id === 'demo') return { code: 'demo' };
    // Everybody's own limits are their own.
    const asked = (account = provider.isOnOwnKey ? `${page} ${provider.id}` : provider.id);
    const waitMs = flint.proposals.waitMs(asked);
    if (waitMs > 0) return { code: 'rate-limit', retryAfterMs: waitMs };
    const outcome = await withinBudget({
      budget: flint.budget,
      call: { sessionId, provider, request: buildProposalRequest(paused, chosen) },
      signal,
      ask: (request, saw) =>
        stream(paused.path, provider, request, signal, say, (event) => {
          saw(event);
          flint.proposals.saw(asked, event);
        }),
    });
    if (outcome.status === 'spent') {
      return { code: 'budget', retryAfterMs: Math.max(0, outcome.spent.freshAtMs - Date.now()) };
    }
    if (outcome.status === 'ended') say('end', { isWhole: outcome.reason === 'complete' });
    return null;
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof ProviderError) {
      const { kind, retryAfterMs } = error;
      if ((kind === 'rate-limit' || kind === 'overloaded') && account) flint.proposals.refused(account, retryAfterMs);
      else console.error(`A proposal in session ${sessionId}:`, error);
      return { code: kind, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    console.error(`A proposal in session ${sessionId}:`, error);
    return { code: error instanceof StoreError ? 'store-unavailable' : 'internal' };
  }
}

/** Reads the model's answer, and says what of it is text for the place. */
async function stream(
  path: string,
  provider: ModelProvider,
  request: ModelRequest,
  signal: AbortSignal,
  say: (event: string, data: object) => void,
  saw: (event: ModelEvent) => void,
): Promise<AttemptOutcome> {
  const reader = createRegionReader(path);
  let reason: EndReason | null = null;
  const tell = (text: string) => {
    if (text !== '') say('text', { text });
  };
  for await (const event of provider.generate(request, signal)) {
    saw(event);
    if (event.type === 'text-delta') tell(reader.feed(event.text));
    else if (event.type === 'end') reason = event.reason;
  }
  if (signal.aborted || reason === null) return { status: 'aborted' };
  tell(reader.end());
  return { status: 'ended', reason };
}
