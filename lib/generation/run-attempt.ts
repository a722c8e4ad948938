import type { Clock } from '../base/clock.ts';
import { changeFromJson } from '../document/change.ts';
import { createEditParser } from '../edits/edit-parser.ts';
import type { EditStep } from '../edits/edit-step.ts';
import { StoreError } from '../log/event-store.ts';
import type { EndReason, ModelEvent, ModelProvider, ModelRequest } from '../providers/model-provider.ts';
import type { SessionEvent, SessionEventBody } from '../session/session-event.ts';
import type { SessionState } from '../session/session-state.ts';
import { createAnswerWriter } from './answer-writer.ts';
import { createDeltaBatcher } from './delta-batcher.ts';
import type { RunSession } from './lane-session.ts';
import type { RunMeter } from './run-meter.ts';

/** How an attempt ended by itself. Stopped and redirected ones are known from the session's state. */
export type AttemptOutcome = { readonly status: 'ended'; readonly reason: EndReason } | { readonly status: 'aborted' };

/** How long a run waits for a store that is away, while its answer goes on being read. */
export const outageMs = 20_000;

/** How much of an answer is kept meanwhile, in UTF-16 code units: that long of a very fast model. */
const mostWaiting = 2_000_000;

/** How long an aborted provider may take to let go before the run goes on without it. */
const letGoMs = 1_000;

/**
 * Asks a provider once, about the session as it is at the time of the call, and lets its answer land in the session,
 * until it ends or `signal` aborts. From the moment of the abort nothing more lands; what still comes is counted. Throws
 * what the provider throws; a `StoreError` when the store was away for too long, after all that was read has landed.
 */
export async function runAttempt({
  session,
  record,
  provider,
  request,
  runId,
  attempt,
  openFileId,
  meter,
  clock,
  tickMs,
  newId,
  signal,
  saw,
}: {
  readonly session: RunSession;
  /** The session's own, under the run's lease. */
  readonly record: RunSession['record'];
  readonly provider: ModelProvider;
  readonly request: ModelRequest;
  readonly runId: string;
  readonly attempt: number;
  readonly openFileId: string | null;
  readonly meter: RunMeter;
  readonly clock: Clock;
  readonly tickMs: number;
  readonly signal: AbortSignal;
  newId(): string;
  /** Called with each event of the provider's. */
  saw(event: ModelEvent): void;
}): Promise<AttemptOutcome> {
  const parser = createEditParser();
  const writer = createAnswerWriter({ runId, attempt, seen: session.state.files, openFileId, newId });
  let steps: EditStep[] = [];
  let hasThought = false;
  let hasWritten = false;
  /** What was read and waits to land, in UTF-16 code units. */
  let waiting = 0;
  let failure: { readonly error: unknown } | null = null;
  /** Why no more is read, though what was read still lands. */
  let outage: StoreError | null = null;
  const failed = new AbortController();

  const batcher = createDeltaBatcher({ clock, tickMs, flush, onError: fail });
  const unlisten = session.listen(({ event }) => {
    // Once it is called off, the run's own work is taken back behind the writer's back: there is nothing to follow any more.
    if (signal.aborted || failure) return;
    try {
      follow(event);
    } catch (error) {
      fail(error);
    }
  });

  try {
    return await Promise.race([consume(), letGo()]);
  } finally {
    batcher.close();
    unlisten();
  }

  function follow(event: SessionEvent): void {
    if (event.type === 'text-changed' && !(event.by.kind === 'model' && event.by.runId === runId)) {
      writer.othersChanged(event.fileId, changeFromJson(event.change), event.against ?? null);
      if (writer.lostItsPlace(session.state)) void record(pauseIfLost).catch(fail);
    } else if (event.type === 'file-deleted') {
      if (writer.lostItsPlace(session.state)) void record(pauseIfLost).catch(fail);
    } else if (event.type === 'run-resumed' && event.runId === runId) {
      writer.acceptLoss();
      batcher.touch();
    }
  }

  async function consume(): Promise<AttemptOutcome> {
    let reason: EndReason | null = null;
    const upstream = AbortSignal.any([signal, failed.signal]);
    try {
      for await (const event of provider.generate(request, upstream)) {
        saw(event);
        switch (event.type) {
          case 'text-delta':
            if (signal.aborted) {
              meter.tokenAfterStop();
              break;
            }
            meter.token();
            for (const step of parser.feed(event.text)) steps.push(step);
            waiting += event.text.length;
            if (waiting > mostWaiting) readNoMore(new StoreError('broken', 'The store does not answer any more.'));
            batcher.touch();
            break;
          case 'thinking-delta':
            if (!hasThought) {
              hasThought = true;
              note({ type: 'attempt-thinking', runId, attempt });
            }
            break;
          case 'queued':
            note({
              type: 'attempt-queued',
              runId,
              attempt,
              ...(event.position === undefined ? {} : { position: event.position }),
              ...(event.waitMs === undefined ? {} : { waitMs: event.waitMs }),
            });
            break;
          case 'accepted':
            meter.answeredBy(event.model, event.tier);
            break;
          case 'usage':
            meter.usage(event.outputTokens, event.thoughtTokens);
            break;
          case 'end':
            reason = event.reason;
            meter.answeredBy(event.model, event.tier);
            break;
          case 'rate-limit':
            break;
          default:
            event satisfies never;
        }
      }
    } catch (error) {
      if (signal.aborted) return { status: 'aborted' };
      // What came before the failure is kept.
      await land([]);
      throw failure ? failure.error : (outage ?? error);
    }
    if (signal.aborted) return { status: 'aborted' };
    if (outage) {
      await land([]);
      throw failure ? failure.error : outage;
    }
    await land(parser.end());
    if (failure) throw failure.error;
    if (reason === null) throw new Error(`Provider ${provider.id} ended without an end`);
    return { status: 'ended', reason };
  }

  /** Lands all that is left; waits while the run is paused. */
  async function land(lastSteps: readonly EditStep[]): Promise<void> {
    steps.push(...lastSteps);
    do {
      await batcher.flushNow();
    } while (steps.length > 0 && !signal.aborted && !failure && (await resumedOrOver()));
  }

  async function flush(): Promise<void> {
    // After a failed flush the writer no longer knows what stands in the files.
    if (steps.length === 0 || failure) return;
    let goBack = () => {};
    const sinceMs = clock.monotonicMs();
    await record(
      (state) => {
        if (!isLanding(state)) return [];
        // Where others deleted it, nothing more is written before they were asked.
        const pausing = pauseIfLost(state);
        if (pausing.length > 0) return pausing;
        const backInWriter = writer.mark();
        const before = { steps, waiting, hasWritten };
        goBack = () => {
          backInWriter();
          steps = [...before.steps, ...steps];
          waiting += before.waiting;
          hasWritten = before.hasWritten;
        };
        steps = [];
        waiting = 0;
        const events = writer.write(before.steps, state, meter.tokens);
        if (hasWritten) return events;
        hasWritten = true;
        const timeToFirstTokenMs = Math.round(meter.timeToFirstTokenMs ?? 0);
        return [{ type: 'attempt-writing', runId, attempt, timeToFirstTokenMs }, ...events];
      },
      {
        goBack: () => goBack(),
        onOutage(error) {
          if (error.kind === 'full' || clock.monotonicMs() - sinceMs > outageMs) readNoMore(error);
        },
      },
    );
  }

  function isLanding(state: SessionState): boolean {
    const { run } = state;
    return (
      !signal.aborted &&
      (run.status === 'connecting' ||
        run.status === 'queued' ||
        run.status === 'thinking' ||
        run.status === 'writing') &&
      run.runId === runId &&
      run.attempt === attempt
    );
  }

  function pauseIfLost(state: SessionState): readonly SessionEventBody[] {
    const fileId = writer.lostItsPlace(state);
    return fileId !== null && isLanding(state) && state.run.status === 'writing'
      ? [{ type: 'run-paused', runId, fileId }]
      : [];
  }

  /** Told before the first text, or not at all: reading the answer does not wait for it. */
  function note(event: SessionEventBody): void {
    void record((state) => (isLanding(state) && state.run.status !== 'writing' ? [event] : [])).catch(fail);
  }

  /** False when the run is over or has turned to something else. */
  function resumedOrOver(): Promise<boolean> {
    const { run } = session.state;
    if (run.status !== 'paused' || run.runId !== runId) return Promise.resolve(isLanding(session.state));
    return new Promise((resolve) => {
      const end = session.listen(({ after }) => {
        if (after.run.status === 'paused') return;
        end();
        resolve(isLanding(after));
      });
    });
  }

  function fail(error: unknown): void {
    failure ??= { error };
    failed.abort();
  }

  function readNoMore(error: StoreError): void {
    outage ??= error;
    failed.abort();
  }

  /** A provider that does not end its stream after an abort must not hold the run. */
  function letGo(): Promise<AttemptOutcome> {
    return new Promise((resolve) => {
      const wait = () => clock.schedule(letGoMs, () => resolve({ status: 'aborted' }));
      if (signal.aborted) wait();
      else signal.addEventListener('abort', wait, { once: true });
    });
  }
}
