import { createManualClock } from '../../../lib/base/clock.ts';
import { createSeededRandom, type SeededRandom } from '../../../lib/base/seeded-random.ts';
import { changeToJson, replaceRange } from '../../../lib/document/change.ts';
import { type OpenSession, openSession } from '../../../lib/generation/open-session.ts';
import { startRunner } from '../../../lib/generation/runner.ts';
import { createEventLog } from '../../../lib/log/event-log.ts';
import type { EventStore } from '../../../lib/log/event-store.ts';
import { createInProcessBus } from '../../../lib/log/in-process-bus.ts';
import type { ModelEvent, ModelProvider } from '../../../lib/providers/model-provider.ts';
import type { Command } from '../../../lib/session/command.ts';
import { encodeEvent } from '../../../lib/session/event-codec.ts';
import { isRunning } from '../../../lib/session/run-machine.ts';
import { type FileState, presentFiles } from '../../../lib/session/session-state.ts';
import { tokensOf } from '../../model-server/tokens.ts';
import { type CodePool, openCodePool } from './code-pool.ts';

const tickMs = 8;
const tokensPerTick = 8;
const startMs = 1_790_000_000_000;

/**
 * Writes a session as an hour of work makes it, into this store: two people type, ask, redirect, stop, take back and
 * keep, in several files of up to a thousand lines, and a model answers at 1,000 tokens a second, until it has written
 * `tokens`. All of it goes through the session's own code: commands, the runner, the answer's parser and writer. The clock
 * is moved by hand, so that it takes a minute or two. The same seed makes the same session.
 */
export async function writeHour({
  store,
  sessionId,
  tokens,
  seed,
}: {
  readonly store: EventStore;
  readonly sessionId: string;
  readonly tokens: number;
  readonly seed: number;
}): Promise<{ readonly events: number; readonly hours: number }> {
  const random = createSeededRandom(seed);
  const pool = openCodePool(random);
  const clock = createManualClock(startMs);
  const log = createEventLog({ store, bus: createInProcessBus(), clock });
  let ids = 0;
  const newId = () => `${(ids++).toString(36)}${random.integer(36 ** 6).toString(36)}`.padEnd(10, 'x');
  const file = (path: string, lineCount: number) => ({ fileId: newId(), path, text: textOfLines(pool, lineCount) });
  const files = [file('index.html', 40), file('app.js', 120)];
  await log.create({ id: sessionId, editTokenHash: '' }, [
    encodeEvent({ type: 'session-started', title: 'An hour', files }),
  ]);
  const session = (await openSession({ id: sessionId, log, clock, newId }))!;

  let written = 0;
  const answer = playModel({
    answerNow: () => answerFor(random, pool, presentFiles(session.state)),
    onToken: () => written++,
    nextTick: () => new Promise<void>((resolve) => void clock.schedule(tickMs, resolve)),
  });
  const runner = startRunner({
    session,
    log,
    owner: 'this process',
    clock,
    newId,
    models: {
      choose: async () => ({
        provider: answer,
        model: 'gpt-5.3-codex-spark',
        limits: { contextTokens: 1_000_000, maxOutputTokens: 32_000 },
      }),
      nextBest: () => Promise.resolve(null),
    },
    report: (error) => {
      throw error;
    },
  });
  const leave = runner.editorCame();
  const people = ['ann', 'bob'].map((clientId) => createTypist({ clientId, session, random, pool, newId }));
  const command = (body: Command) => session.dispatch(body, { clientId: 'ann', idempotencyKey: newId() });

  while (written < tokens) {
    await think();
    const open = random.pick(presentFiles(session.state));
    await command({ type: 'start-run', instruction: instruction(pool), openFileId: open.id });
    await untilEnded();
    await lookAtIt();
    await keepFewFiles();
  }
  leave();
  await runner.close();
  session.close();
  return { events: session.state.sequence, hours: (clock.nowMs() - startMs) / 3_600_000 };

  /** People read, and now and then type a line or two. */
  async function think(): Promise<void> {
    for (let left = 1_000 + random.integer(10_000); left > 0;) {
      const pause = random.chance(0.5) ? 120 : 900;
      if (pause === 120) await random.pick(people).type();
      await pass(pause);
      left -= pause;
    }
  }

  async function untilEnded(): Promise<void> {
    const turnsAfter = random.chance(0.12) ? 100 + random.integer(300) : Number.POSITIVE_INFINITY;
    const typesAlong = random.chance(0.3);
    for (let ticks = 0; isRunning(session.state.run); ticks++) {
      if (ticks === turnsAfter) {
        if (random.chance(0.7))
          await command({ type: 'redirect-run', instruction: instruction(pool), revert: random.chance(0.3) });
        else await command({ type: 'stop-run', revert: random.chance(0.3), seen: session.state.sequence - 2 });
      }
      if (session.state.run.status === 'paused') await command({ type: 'resume-run' });
      if (typesAlong && ticks % 15 === 0) await random.pick(people).type();
      await pass(tickMs);
    }
  }

  async function lookAtIt(): Promise<void> {
    const runId = session.state.runs.at(-1)?.id;
    if (runId === undefined || random.chance(0.4)) return;
    await pass(2_000);
    await command({ type: random.chance(0.06) ? 'revert-run' : 'accept-changes', runId });
  }

  async function keepFewFiles(): Promise<void> {
    const present = presentFiles(session.state);
    if (present.length > 7) await command({ type: 'delete-file', fileId: random.pick(present).id });
  }

  async function pass(ms: number): Promise<void> {
    clock.advance(ms);
    // What the clock woke goes through the store before the next thing happens.
    for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}

/** A person in one file: they type a word at a time, go on elsewhere after a while, and take back what they mistyped. */
function createTypist({
  clientId,
  session,
  random,
  pool,
  newId,
}: {
  readonly clientId: string;
  readonly session: OpenSession;
  readonly random: SeededRandom;
  readonly pool: CodePool;
  newId(): string;
}) {
  let place: { readonly fileId: string; at: number } | null = null;
  let rest = '';
  return {
    async type(): Promise<void> {
      if (!place || random.chance(0.03)) {
        const file = random.pick(presentFiles(session.state));
        place = { fileId: file.id, at: lineStart(file, random) };
      }
      const file = session.state.files.get(place.fileId);
      if (!file || file.isDeleted) {
        place = null;
        return;
      }
      if (rest === '') rest = `${pool.lines(1)[0] ?? ''}\n`;
      const at = Math.min(place.at, file.text.length);
      const insert = rest.slice(0, 1 + random.integer(3));
      const isMistyped = at > 3 && random.chance(0.06);
      const change = isMistyped
        ? replaceRange(file.text.length, at - 1, at, '')
        : replaceRange(file.text.length, at, at, insert);
      if (!isMistyped) rest = rest.slice(insert.length);
      place.at = isMistyped ? at - 1 : at + insert.length;
      const changeId = newId();
      await session.dispatch(
        { type: 'change-text', fileId: file.id, version: file.version, change: changeToJson(change), changeId },
        { clientId, idempotencyKey: changeId },
      );
    },
  };
}

/** What a model writes about these files: new ones, short ones anew, and edits of long ones. */
function answerFor(random: SeededRandom, pool: CodePool, files: readonly FileState[]): string {
  const parts: string[] = [`${sentence(pool)}\n\n`];
  const file = random.pick(files);
  const lines = file.text.toString().split('\n');
  if (files.length < 5 || random.chance(0.06)) {
    const path = `src/${random.pick(['view', 'model', 'draw', 'sound', 'level'])}-${random.integer(1_000)}.js`;
    parts.push(whole(path, pool.lines(random.chance(0.25) ? 400 + random.integer(500) : 80 + random.integer(250))));
  } else if (lines.length < 150) {
    const rewritten = lines.flatMap((line) => (random.chance(0.3) ? pool.lines(1 + random.integer(2)) : [line]));
    parts.push(whole(file.path, [...rewritten, ...pool.lines(random.integer(60))]));
  } else {
    const count = 3 + random.integer(6);
    // A file of a thousand lines is made shorter again.
    const [searched, replaced] = lines.length < 900 ? [3, 8] : [30, 1];
    const blocks = Array.from({ length: count }, (_, index) => {
      const from = Math.floor((index / count) * lines.length);
      const search = lines.slice(from, from + searched + random.integer(8));
      return `<<<<<<< SEARCH\n${search.join('\n')}\n=======\n${pool.lines(replaced + random.integer(50)).join('\n')}\n>>>>>>> REPLACE\n`;
    });
    parts.push(`${file.path}\n\`\`\`js\n${blocks.join('')}\`\`\`\n`);
  }
  parts.push(`\n${sentence(pool)}\n`);
  return parts.join('');
}

function whole(path: string, lines: readonly string[]): string {
  return `${path}\n\`\`\`js\n${lines.join('\n')}\n\`\`\`\n`;
}

/** Comments of real code are the nearest to what people ask and models explain. */
function sentence(pool: CodePool): string {
  return pool
    .lines(12)
    .filter((line) => /^\s*(\*|\/\/)\s/.test(line))
    .map((line) => line.replace(/^\s*(\*|\/\/)\s+/, ''))
    .join(' ')
    .slice(0, 400);
}

function instruction(pool: CodePool): string {
  return `Make it better: ${sentence(pool).slice(0, 120)}`;
}

function textOfLines(pool: CodePool, count: number): string {
  return `${pool.lines(count).join('\n')}\n`;
}

function lineStart(file: FileState, random: SeededRandom): number {
  return file.text.line(1 + random.integer(file.text.lines)).from;
}

function playModel({
  answerNow,
  onToken,
  nextTick,
}: {
  answerNow(): string;
  onToken(): void;
  nextTick(): Promise<void>;
}): ModelProvider {
  return {
    id: 'openai',
    name: 'OpenAI',
    listModels: () => Promise.resolve([]),
    async *generate(_request, signal): AsyncGenerator<ModelEvent> {
      const tokens = tokensOf(answerNow());
      for (const [index, text] of tokens.entries()) {
        if (signal.aborted) return;
        onToken();
        yield { type: 'text-delta', text };
        if (index % tokensPerTick === tokensPerTick - 1) await nextTick();
      }
      yield { type: 'usage', outputTokens: tokens.length };
      yield { type: 'end', reason: 'complete' };
    },
  };
}
