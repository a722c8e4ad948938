import { createManualClock } from '../base/clock.ts';
import { changeToJson, replaceRange } from '../document/change.ts';
import { createEventLog } from '../log/event-log.ts';
import type { EventStore } from '../log/event-store.ts';
import { createMemoryStore } from '../log/memory-store.ts';
import { createMemoryTokenLedger } from '../log/memory-token-ledger.ts';
import type { TokenLedger, TokenLimits } from '../log/token-ledger.ts';
import type { EndReason, ModelEvent, ModelProvider, ModelRequest } from '../providers/model-provider.ts';
import type { Command } from '../session/command.ts';
import { encodeEvent } from '../session/event-codec.ts';
import type { SessionState } from '../session/session-state.ts';
import { fileAtPath } from '../session/session-state.ts';
import { openSession } from './open-session.ts';
import type { ModelSource, ModelWish } from './model-source.ts';
import { startRunner } from './runner.ts';
import { createTokenBudget } from './token-budget.ts';
import { separateBuses } from './separate-buses-story.ts';

/** One call of the model, played by the test: it says what comes and sees when it is closed. */
export interface PlayedCall {
  readonly request: ModelRequest;
  readonly isClosed: boolean;
  say(...events: readonly ModelEvent[]): void;
  text(text: string): void;
  end(reason?: EndReason): void;
  fail(error: unknown): void;
}

/** A session with a model that the test plays, a clock that it moves, and a log in memory. */
export async function tellGeneration({
  files = { 'index.html': '' },
  graceMs = 30_000,
  letsGo = true,
  choosing = () => Promise.resolve(),
  tokenLimits = { session: null, day: null },
  ledger = createMemoryTokenLedger(),
  makeStore = (store) => store,
}: {
  readonly files?: Readonly<Record<string, string>>;
  readonly graceMs?: number;
  /** Whether the model ends its stream when it is told to stop. */
  readonly letsGo?: boolean;
  /** What choosing a model waits for. */
  choosing?(): Promise<void>;
  /** What may be used of the model in a day. */
  readonly tokenLimits?: TokenLimits;
  readonly ledger?: TokenLedger;
  /** Puts something of the test's own between the log and its store. */
  makeStore?(store: EventStore): EventStore;
} = {}) {
  const storeClock = createManualClock(1_000);
  const store = createMemoryStore({ clock: storeClock });
  const clock = createManualClock(1_000);
  const madeStore = makeStore(store);
  const buses = separateBuses();
  const makeLog = () => createEventLog({ store: madeStore, bus: buses.makeBus(), clock });
  const log = makeLog();
  const listed = Object.entries(files).map(([path, text]) => ({ fileId: path, path, text }));
  await log.create({ id: 's', editTokenHash: '' }, [
    encodeEvent({ type: 'session-started', title: '', files: listed }),
  ]);
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const calls: PlayedCall[] = [];
  const wishes: ModelWish[] = [];
  const provider: ModelProvider = {
    id: 'played',
    name: 'Played',
    generate: (request, signal) => play(request, signal, calls, letsGo),
    listModels: () => Promise.resolve([]),
  };
  const budget = createTokenBudget({
    ledger,
    limits: tokenLimits,
    clock,
    isCounted: ({ model }) => model !== 'free',
    report(error) {
      throw error;
    },
  });
  const models: ModelSource = {
    async choose(wish) {
      wishes.push(wish);
      await choosing();
      const model = wish.model === 'played/free' ? 'free' : 'm';
      return { provider, model, limits: { contextTokens: 100_000, maxOutputTokens: 10_000 } };
    },
    nextBest: (refused) => Promise.resolve(`${refused}-next`),
  };
  let processes = 0;
  const open = async (own = createManualClock(clock.nowMs()), ownLog = makeLog()) => {
    const session = (await openSession({ id: 's', log: ownLog, clock: own, newId }))!;
    const reported: unknown[] = [];
    const runner = startRunner({
      session,
      log: ownLog,
      owner: `process-${++processes}`,
      clock: own,
      newId,
      budget,
      graceMs,
      models,
      report: (error) => reported.push(error),
    });
    return { session, runner, reported, clock: own };
  };
  const { session, runner, reported } = await open(clock, log);

  const story = {
    session,
    runner,
    clock,
    calls,
    models,
    /** What models were asked for. */
    wishes,
    reported,
    /** Tokens used today, with those that are set aside. */
    usedTokens: async () => (await budget.use('s'))?.session?.usedTokens ?? 0,
    log,
    settle,
    /** All processes hear what the others have appended. */
    async tellAll(): Promise<void> {
      do await settle();
      while (buses.tell());
    },
    /** What leases go by. */
    storeClock,
    /** Opens the same log again, as another process does, which has a clock of its own. */
    open,
    text: (path = 'index.html') => fileAtPath(session.state, path)?.text.toString() ?? null,
    command: async (command: Command) => {
      const done = await session.dispatch(command, { clientId: 'ann' });
      return done.ok ? null : done.refusal.code;
    },
    /** A person types at the end of what `after` names; `remove` characters behind it go. */
    type(after: string, insert: string, remove = 0, path = 'index.html') {
      const text = story.text(path) ?? '';
      const at = text.indexOf(after) + after.length;
      return story.command({
        type: 'change-text',
        path,
        change: changeToJson(replaceRange(text.length, at, at + remove, insert)),
      });
    },
    /** Waits until the state is as wanted, moving the clock a tick at a time so that what was said can land. */
    async until(isSo: (state: SessionState) => boolean): Promise<void> {
      for (let ticks = 0; ticks < 200; ticks++) {
        await settle();
        if (isSo(session.state)) return;
        clock.advance(16);
      }
      throw new Error(`It never came to that: ${JSON.stringify(session.state.run)}`);
    },
    untilStatus: (status: SessionState['run']['status']) => story.until(({ run }) => run.status === status),
    async call(index: number): Promise<PlayedCall> {
      await story.until(() => calls.length > index);
      return calls[index]!;
    },
    async landed(part: string, path = 'index.html') {
      await story.until(() => story.text(path)?.includes(part) ?? false);
    },
    run: () => session.state.runs.at(-1)!,
  };
  return story;
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await new Promise<void>((resolve) => setImmediate(resolve));
}

async function* play(
  request: ModelRequest,
  signal: AbortSignal,
  calls: PlayedCall[],
  letsGo: boolean,
): AsyncGenerator<ModelEvent> {
  const queue: (ModelEvent | 'end' | { readonly error: unknown })[] = [];
  let wake: () => void = () => {};
  let isClosed = false;
  const push = (...items: typeof queue) => {
    queue.push(...items);
    wake();
  };
  calls.push({
    request,
    get isClosed() {
      return isClosed || signal.aborted;
    },
    say: push,
    text: (text) => push({ type: 'text-delta', text }),
    end: (reason = 'complete') => push({ type: 'end', reason }, 'end'),
    fail: (error) => push({ error }),
  });
  signal.addEventListener('abort', () => wake());
  try {
    for (;;) {
      const next = queue.shift();
      if (next === 'end') return;
      if (next && 'error' in next) throw next.error;
      if (next) yield next;
      else if (signal.aborted && letsGo) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    isClosed = true;
  }
}
