import type { Clock } from '../base/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { SeenSpeed } from '../log/speed-record.ts';
import { type Lease, StoreError } from '../log/event-store.ts';
import type { ModelRequest } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { revertRun } from '../session/decide.ts';
import { currentRace } from '../session/race.ts';
import { canStop, isRunning } from '../session/run-machine.ts';
import type { RunFailure, SessionEventBody } from '../session/session-event.ts';
import { findRun, type SessionState } from '../session/session-state.ts';
import { watchForAbandonedRun } from './abandoned-run.ts';
import { buildRequest } from './build-request.ts';
import { expectAnswer } from './expect-answer.ts';
import { createTokenCounts, type TokenCounts } from './token-counts.ts';
import { type AttemptLane, laneOfAttempt } from './lane-of-attempt.ts';
import { laneSession, type RunSession } from './lane-session.ts';
import type { ChosenModel, ModelSource } from './model-source.ts';
import { LeaseLost, type OpenSession, type RecordOptions } from './open-session.ts';
import { outageMs, runAttempt } from './run-attempt.ts';
import { type RunLease, takeRunLease } from './run-lease.ts';
import { createRunMeter, type RunMeter } from './run-meter.ts';
import { type TokenBudget, unlimitedBudget } from './token-budget.ts';
import { unlessAborted } from './unless-aborted.ts';
import { withinBudget } from './within-budget.ts';

/**
 * Carries out the runs that are started here: it sees `run-started` in the log and asks a model, `stop-requested`, wherever
 * it comes from, and closes the call.
 */
export interface Runner {
  /** Somebody who may edit is there, until the function returned is called. */
  editorCame(): () => void;
  /** Whether a run goes on here. */
  readonly isBusy: boolean;
  /** Whether this run goes on here. */
  isCarryingOut(runId: string): boolean;
  /** Ends the run under way as interrupted, and listens no more. */
  close(): Promise<void>;
}

/** A run that is carried out here: the session's, or a racer's in its lane. */
interface OwnRun {
  readonly runId: string;
  /** The session as this run sees it. */
  readonly session: RunSession;
  readonly meter: RunMeter;
  readonly lease: RunLease;
  /** The `provider/model` that was asked for, where one was. */
  model: string | undefined;
  /** Where it gets its model from: whoever asked may have brought keys. */
  models: ModelSource;
  /** Of the attempt under way. */
  abort: AbortController;
  /** The lease has passed to somebody else, who has the say about the run now. */
  isLost: boolean;
  ended: Promise<void>;
}

/** How long a process that is asked to end waits for a store that is away. */
const closingMs = 2_000;

/**
 * Starts the runner of an open session. It holds a lease while it carries a run out: when that passes to another process,
 * because this one was thought dead, it closes the call and says no more. A run that the log says is going, but which no
 * process holds the lease of any more, is ended as `interrupted`.
 *
 * A run belongs to the session, not to a page: it goes on while pages come and go, and is stopped by itself only when
 * nobody who may edit has been there for `graceMs`.
 */
export function startRunner({
  session,
  log,
  owner,
  models,
  clock,
  newId,
  report,
  counts = createTokenCounts(null),
  budget = unlimitedBudget,
  noteSpeed = () => {},
  tickMs = 12,
  graceMs = 30_000,
}: {
  readonly session: OpenSession;
  /** The session's log, for the leases. */
  readonly log: EventLog;
  /** This process's own name, among all that work on this log. */
  readonly owner: string;
  readonly models: ModelSource;
  readonly clock: Clock;
  newId(): string;
  /** For the server's log: failures that people are told only in general words. */
  report(error: unknown, facts: { readonly sessionId: string; readonly runId: string }): void;
  /** Tokens of files; only estimated unless given. */
  readonly counts?: TokenCounts;
  /** What a session's calls may take; every one of them is made within it. */
  readonly budget?: TokenBudget;
  /** Told how fast each answer came. */
  noteSpeed?(asked: Pick<ChosenModel, 'provider' | 'model'>, seen: SeenSpeed): void;
  /** A little less than a frame of a screen: each frame of who watches has news, and none has it twice. */
  readonly tickMs?: number;
  readonly graceMs?: number;
}): Runner {
  const own = new Map<string, OwnRun>();
  let editors = 0;
  let cancelGrace: (() => void) | null = null;
  let closingSinceMs: number | null = null;

  const unlisten = session.listen(({ event, from, models: lent }) => {
    if (event.type === 'run-started') {
      if (from === 'here') begin([{ ...event, session }], lent);
    } else if (event.type === 'race-started') {
      if (from === 'here') {
        begin(
          event.racers.map((racer) => ({ ...racer, session: laneSession(session, racer.runId) })),
          lent,
        );
      }
    } else if (event.type === 'stop-requested' || event.type === 'redirect-requested') {
      const run = own.get(event.runId);
      // Who changes the lane means the lane's own model.
      if (run && event.type === 'redirect-requested' && event.lane) run.model = undefined;
      if (run && lent) {
        run.models = lent;
        // Who brings a key means to ask on it, and may have none for the model that was asked before.
        if (run.model !== undefined && lent.isOwn?.(run.model) === false) run.model = undefined;
      }
      run?.abort.abort();
    } else if (event.type === 'race-stopped' || event.type === 'race-dismissed' || event.type === 'race-picked') {
      for (const { record } of session.state.races.find(({ id }) => id === event.raceId)?.racers ?? []) {
        if (event.type !== 'race-picked' || record.id !== event.racer) own.get(record.id)?.abort.abort();
      }
    }
  });

  const unwatch = watchForAbandonedRun({
    session,
    log,
    owner,
    clock,
    isOurs: (runId) => own.has(runId),
    end: (runId, lease) =>
      finish(laneSession(session, runId), runId, createRunMeter(clock), { code: 'interrupted' }, lease).catch(
        (error: unknown) => tell(error, runId),
      ),
  });

  return {
    editorCame() {
      editors++;
      endGrace();
      let isThere = true;
      return () => {
        if (!isThere) return;
        isThere = false;
        editors--;
        awaitEditors();
      };
    },
    get isBusy() {
      return own.size > 0;
    },
    isCarryingOut: (runId) => own.has(runId),
    async close() {
      closingSinceMs ??= clock.monotonicMs();
      unlisten();
      unwatch();
      endGrace();
      const ending = [...own.values()];
      for (const { abort } of ending) abort.abort();
      await Promise.all(ending.map(({ ended }) => ended));
    },
  };

  /** Runs that are carried out side by side, under one lease. */
  function begin(
    runs: readonly { readonly runId: string; readonly model?: string; readonly session: RunSession }[],
    lent: ModelSource = models,
  ): void {
    const begun: OwnRun[] = [];
    const onLost = () => {
      for (const run of begun) {
        run.isLost = true;
        run.abort.abort();
      }
    };
    const lease = takeRunLease({ log, sessionId: session.id, owner, clock, onLost });
    for (const { runId, model, session: seen } of runs) {
      const run: OwnRun = {
        runId,
        session: seen,
        meter: createRunMeter(clock),
        lease,
        model,
        models: lent,
        abort: new AbortController(),
        isLost: false,
        ended: Promise.resolve(),
      };
      begun.push(run);
      own.set(runId, run);
    }
    let going = begun.length;
    for (const run of begun) {
      run.ended = carryOut(run)
        .catch(async (error: unknown) => {
          if (error instanceof LeaseLost) return;
          tell(error, run.runId);
          await finishOwn(run, failureFrom(error, null));
        })
        .catch((error: unknown) => {
          if (!(error instanceof LeaseLost)) tell(error, run.runId);
        })
        .finally(() => {
          own.delete(run.runId);
          if (own.size === 0) endGrace();
          return --going === 0 ? lease.letGo() : undefined;
        });
    }
    endGrace();
    awaitEditors();
  }

  async function carryOut(run: OwnRun): Promise<void> {
    const { runId, session: seen } = run;
    let reason: 'run' | 'redirect' | 'reask' = 'run';
    let hasReasked = false;
    for (let attempt = 1; ; attempt++) {
      const failure = await tryOnce(run, attempt, reason);
      if (run.isLost) return;
      const next = await settleAttempt();
      if (next === 'ended') return;
      reason = next;

      async function settleAttempt(): Promise<'redirect' | 'reask' | 'ended'> {
        for (;;) {
          const now = seen.state.run;
          if (now.status === 'redirecting' && now.runId === runId && !isClosing()) return 'redirect';
          const missed = findRun(seen.state, runId)?.missed.length ?? 0;
          if (!failure && now.status === 'writing' && missed > 0 && !hasReasked && !isClosing()) {
            hasReasked = true;
            return 'reask';
          }
          const after = await finishOwn(run, isClosing() ? { code: 'interrupted' } : failure);
          if (!isRunning(after.run) || after.run.runId !== runId) return 'ended';
          // A redirect came between the end of the answer and the end of the run: it is followed.
        }
      }
    }
  }

  async function tryOnce(
    own: OwnRun,
    attempt: number,
    reason: 'run' | 'redirect' | 'reask',
  ): Promise<RunFailure | null> {
    const { runId, meter, session: seen } = own;
    const abort = new AbortController();
    own.abort = abort;
    // What came before this is known from the state, and what comes from here on aborts.
    if (isCalledOff(seen.state, runId, reason)) return null;
    const asked = findRun(seen.state, runId);
    if (!asked) return null;
    const lane = laneOfAttempt(seen.state, asked, reason);
    let chosen: ChosenModel | null = null;
    try {
      const wish = { lane: lane.lane, ...(own.model === undefined ? {} : { model: own.model }) };
      chosen = await unlessAborted(own.models.choose(wish), abort.signal);
      if (!chosen) return null;
      const { provider, model, limits, effort, tier, tightLimit } = chosen;
      meter.beginAttempt(provider.id, model, tier);
      const missed = findRun(seen.state, runId)?.missed ?? [];
      const begin = (before: SessionState) => beginAttempt(before, runId, attempt, reason, lane, provider.id, model);
      const held = await own.lease.now();
      // The first attempt begins without it, in one commit with its taking; nothing is asked or written before it is there.
      await seen.record(begin, { onOutage: patient(), ...(held ? { lease: held } : {}) });
      const lease = held ?? (await unlessAborted(own.lease.taken, abort.signal));
      if (!lease) return null;
      const record: OpenSession['record'] = (decideNow, options) => seen.record(decideNow, { ...options, lease });
      const { state } = seen;
      const run = findRun(state, runId);
      if (!run || abort.signal.aborted || state.run.status !== 'connecting' || state.run.attempt !== attempt)
        return null;
      const expected = expectAnswer(state, run, reason);
      const { request, isTooLong, context } = buildRequest({ state, run, reason, missed, modelLimits: limits, counts });
      // Asking does not wait for it.
      void record(() => [{ type: 'context-chosen', runId, attempt, ...context }]).catch((error: unknown) =>
        tell(error, runId),
      );
      if (isTooLong) return { code: 'context', provider: provider.name, model };
      const wanted: ModelRequest = {
        ...request,
        model,
        ...(tightLimit && { maxOutputTokens: Math.min(request.maxOutputTokens, tightLimit(expected.tokens)) }),
        ...(effort && { effort }),
        ...(tier && { tier }),
        ...(expected.prediction !== null && { prediction: expected.prediction }),
      };
      const outcome = await withinBudget({
        budget,
        call: { sessionId: session.id, provider, request: wanted },
        signal: abort.signal,
        ask: (allowed, saw) =>
          runAttempt({
            session: seen,
            record,
            provider,
            request: allowed,
            runId,
            attempt,
            openFileId: run.openFileId,
            meter,
            clock,
            tickMs,
            newId,
            signal: abort.signal,
            saw,
          }),
      });
      const speed = meter.answerSpeed();
      if (speed) noteSpeed({ provider, model }, speed);
      if (outcome.status === 'spent') {
        return { code: 'budget', provider: provider.name, model, spent: outcome.spent };
      }
      if (outcome.status === 'ended' && outcome.reason === 'length')
        return { code: 'length', provider: provider.name, model };
      if (outcome.status === 'ended' && outcome.reason === 'content-filter') {
        return { code: 'refused', provider: provider.name, model };
      }
      return null;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (abort.signal.aborted) return null;
      tell(error, runId);
      const failure = failureFrom(error, chosen);
      const gone = chosen ?? (error instanceof ProviderError ? error.about : undefined);
      if (failure.code !== 'withdrawn' || !gone) return failure;
      const next = await unlessAborted(
        own.models.nextBest(`${gone.provider.id}/${gone.model}`, lane.lane).catch(() => null),
        abort.signal,
      );
      return next === null ? failure : { ...failure, next };
    }
  }

  function beginAttempt(
    state: SessionState,
    runId: string,
    attempt: number,
    reason: 'run' | 'redirect' | 'reask',
    lane: AttemptLane,
    provider: string,
    model: string,
  ): readonly SessionEventBody[] {
    const record = findRun(state, runId);
    if (!record || isClosing() || isCalledOff(state, runId, reason)) return [];
    const instruction = record.instructions.at(-1)?.text ?? '';
    const taken =
      state.run.status === 'redirecting' && state.run.revert
        ? revertRun(state, record, { kind: 'person', clientId: record.clientId })
        : [];
    return [
      ...taken,
      {
        type: 'attempt-started',
        runId,
        attempt,
        instruction,
        provider,
        model,
        lane: lane.lane,
        ...(lane.reason === null ? {} : { laneReason: lane.reason }),
        reason,
      },
    ];
  }

  /** Whether an attempt for this reason has nothing to do any more: a redirect needs an attempt of its own. */
  function isCalledOff({ run }: SessionState, runId: string, reason: 'run' | 'redirect' | 'reask'): boolean {
    if (!isRunning(run) || run.runId !== runId || run.status === 'stopping') return true;
    return run.status === 'redirecting' && reason !== 'redirect';
  }

  /** Ends a run of our own, under its lease if that was had already. */
  async function finishOwn(own: OwnRun, failure: RunFailure | null): Promise<SessionState> {
    return finish(own.session, own.runId, own.meter, failure, await own.lease.now());
  }

  /**
   * Ends the run, unless a redirect came in the meantime. While the store is away it waits, since nobody can be told
   * before; but a process that is about to end cannot wait for long.
   */
  function finish(
    seen: RunSession,
    runId: string,
    meter: RunMeter,
    failure: RunFailure | null,
    lease: Lease | null,
  ): Promise<SessionState> {
    const onOutage: RecordOptions['onOutage'] = (error) => {
      if (closingSinceMs !== null && clock.monotonicMs() - closingSinceMs > closingMs) throw error;
    };
    return seen.record(
      (state) => {
        const { run } = state;
        const record = findRun(state, runId);
        if (!isRunning(run) || run.runId !== runId || !record) return [];
        if (run.status === 'redirecting' && failure?.code !== 'interrupted') return [];
        const isStopped = run.status === 'stopping';
        const taken =
          isStopped && run.revert ? revertRun(state, record, { kind: 'person', clientId: record.clientId }) : [];
        const outcome = isStopped ? 'stopped' : failure ? 'failed' : 'done';
        return [
          ...taken,
          {
            type: 'run-ended',
            runId,
            outcome,
            receipt: meter.receipt(),
            ...(failure && outcome === 'failed' ? { failure } : {}),
          },
        ];
      },
      { onOutage, ...(lease ? { lease } : {}) },
    );
  }

  /** Gives up when the store is away for longer than a run waits for it. */
  function patient(): NonNullable<RecordOptions['onOutage']> {
    const sinceMs = clock.monotonicMs();
    return (error) => {
      if (isClosing() || clock.monotonicMs() - sinceMs > outageMs) throw error;
    };
  }

  function isClosing(): boolean {
    return closingSinceMs !== null;
  }

  function awaitEditors(): void {
    if (editors > 0 || own.size === 0 || cancelGrace) return;
    cancelGrace = clock.schedule(graceMs, () => {
      cancelGrace = null;
      void session.record(stopAll).catch((error: unknown) => tell(error, [...own.keys()].join(' ')));
    });
  }

  /** Stops what is carried out here, as a person would. */
  function stopAll(state: SessionState): readonly SessionEventBody[] {
    const race = currentRace(state);
    if (race && race.racers.some(({ record, run }) => own.has(record.id) && canStop(run))) {
      return [{ type: 'race-stopped', raceId: race.id, clientId: 'flint' }];
    }
    const { run } = state;
    return isRunning(run) && own.has(run.runId) && canStop(run)
      ? [{ type: 'stop-requested', runId: run.runId, revert: false, clientId: 'flint' }]
      : [];
  }

  function endGrace(): void {
    cancelGrace?.();
    cancelGrace = null;
  }

  function tell(error: unknown, runId: string): void {
    report(error, { sessionId: session.id, runId });
  }
}

function failureFrom(error: unknown, chosen: ChosenModel | null): RunFailure {
  if (error instanceof StoreError) return { code: error.kind === 'full' ? 'store-full' : 'store-unavailable' };
  if (!(error instanceof ProviderError)) return { code: 'internal' };
  const asked = chosen ?? error.about;
  // A key that is good for other models, or from other places, is not good for this one.
  const isForbidden = error.kind === 'auth' && error.status === 403;
  return {
    code: isForbidden ? 'withdrawn' : error.kind,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(asked ? { provider: asked.provider.name, model: asked.model } : {}),
  };
}
