import { textOf } from '../../../lib/document/change.ts';
import { buildRequest } from '../../../lib/generation/build-request.ts';
import { createTokenCounts } from '../../../lib/generation/token-counts.ts';
import { createTokenThread } from '../../../lib/server/tokens/token-thread.ts';
import { foldAll } from '../../../lib/session/fold-session.ts';
import type { SessionEvent } from '../../../lib/session/session-event.ts';
import { emptySession, type FileState, presentFiles, type SessionState } from '../../../lib/session/session-state.ts';
import { programOf } from '../../model-server/tokens.ts';
import type { Row } from '../row.ts';
import { halfAndMost, milliseconds, quantile } from '../statistics.ts';

const files = 100;
const fileCharacters = 20_000;
const rounds = 300;
const modelLimits = { contextTokens: 128_000, maxOutputTokens: 16_000 };

/** How long it takes to choose and put together what a model is shown of a project of 2 MB, in a context of 128k. */
export async function measureContext(): Promise<Row[]> {
  const project = makeProject();
  const thread = createTokenThread({ delayMs: 0, report: (error) => console.error(error) });
  const counts = createTokenCounts(thread.count);
  const build = (state: SessionState) =>
    buildRequest({ state, run: state.runs.at(-1)!, reason: 'run', missed: [], modelLimits, counts });

  const startMs = performance.now();
  const cold = build(project);
  const coldMs = performance.now() - startMs;
  const countingMs = await untilCounted(project, counts);

  const samples: number[] = [];
  let state = project;
  for (let round = 0; round < rounds; round += 1) {
    // Somebody types between two requests: one file has a version that nobody has counted.
    state = withChange(state, round);
    const beginMs = performance.now();
    build(state);
    samples.push(performance.now() - beginMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { context, isTooLong } = build(state);
  await thread.close();
  const used = context.taskTokens + context.turnTokens + context.fileTokens;
  return [
    {
      what: `What a model is shown of ${files} files, 2 MB, chosen and put together (p50 / p99 of ${rounds})`,
      measured: halfAndMost(samples),
      beside: `${milliseconds(coldMs)} before anything is counted; all counted by a thread in ${milliseconds(countingMs)}`,
      target: 'p50 ≤ 50 ms',
      isMet: quantile(samples, 0.5) <= 50,
    },
    {
      what: 'the same: tokens of a context of 128k, 16k of it for the answer',
      measured: `${used}, ${context.files} files shown, ${context.leftOutCount} left out`,
      beside: `${cold.context.fileTokens} of files while they were only estimated`,
      target: '≤ 112k, the open file shown',
      isMet: !isTooLong && used <= 112_000,
    },
  ];
}

function makeProject(): SessionState {
  const program = programOf(Math.ceil(fileCharacters / 4) + files * 40);
  const list = Array.from({ length: files }, (_, index) => {
    const imports = index % 10 === 0 ? `import './part${index + 1}.js';\nimport './part${index + 2}.js';\n` : '';
    const from = index * 160;
    return {
      fileId: `f${index}`,
      path: `src/part${index}.js`,
      text: `${imports}${program.slice(from, from + fileCharacters - imports.length)}`,
    };
  });
  const events = [
    { type: 'session-started', title: '', files: list },
    {
      type: 'run-started',
      runId: 'r',
      instruction: 'Make part40.js faster',
      openFileId: 'f50',
      lane: 'fast',
      clientId: 'a',
    },
  ] as const;
  return foldAll(
    emptySession,
    events.map((event, index): SessionEvent => ({ ...event, sequence: index + 1, atMs: index })),
  );
}

function withChange(state: SessionState, round: number): SessionState {
  const changed: FileState = state.files.get(`f${round % files}`)!;
  const text = textOf(`// ${round}\n${changed.text.toString()}`);
  return { ...state, files: new Map(state.files).set(changed.id, { ...changed, text }) };
}

async function untilCounted(state: SessionState, counts: ReturnType<typeof createTokenCounts>): Promise<number> {
  const startMs = performance.now();
  while (!presentFiles(state).every((file) => counts.ofFile(file).isCounted)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - startMs;
}
