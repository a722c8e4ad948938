import type { ChangeJson } from '../../../lib/document/change.ts';
import { changeFromJson } from '../../../lib/document/change.ts';
import { createSession, type FeedFrame } from '../../fixtures/session-door.ts';
import type { RecordedRequest } from '../../model-server/recorded-request.ts';
import type { ScriptedAnswer } from '../../model-server/scripted-answer.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import { type CrowdReport, startCrowd } from './crowd-process.ts';

const path = 'main.js';

/** Lets a crowd watch one run from its start to its end. `onGathered` is called when all are there, before it starts. */
export async function watchCrowd({
  flintUrl,
  script,
  requests,
  tokens: tokenCount,
  tokensPerSecond,
  viewers,
  reconnectsPerSecond,
  idle,
  onGathered = () => {},
}: {
  readonly flintUrl: string;
  script(answer: ScriptedAnswer): Promise<void> | void;
  requests(): Promise<readonly RecordedRequest[]> | readonly RecordedRequest[];
  readonly tokens: number;
  readonly tokensPerSecond: number;
  readonly viewers: number;
  readonly reconnectsPerSecond: number;
  readonly idle: number;
  onGathered?(): void;
}): Promise<CrowdReport> {
  const text = numberedProgram(tokenCount);
  const { tokens, firstOfProgram, endOfProgram } = newFileAnswer(path, text);
  await script({ text: tokens, tokensPerSecond });
  const door = await createSession(flintUrl);
  const author = door.follow();
  const crowd = await startCrowd({ flintUrl, sessionId: door.sessionId, viewers, reconnectsPerSecond, idle });
  try {
    onGathered();
    await door.send({ type: 'start-run', instruction: 'Write it' });
    const { id } = await author.until(({ event }) => event === 'run-ended');
    const sentAtMs = (await requests()).at(-1)?.tokenSentAtMs.slice(firstOfProgram, endOfProgram) ?? [];
    return await crowd.finish(id ?? 0, {
      endSequences: endSequences(tokens.slice(firstOfProgram, endOfProgram), author.frames),
      sentAtMs,
      path,
      text,
    });
  } finally {
    await author.stop();
    await crowd.stop();
  }
}

/** The event with which the whole of each token had come. */
function endSequences(tokens: readonly string[], frames: readonly FeedFrame[]): number[] {
  const pieces = frames
    .filter(({ event }) => event === 'text-changed')
    .map(({ id, data }) => ({
      sequence: id ?? 0,
      lengthAfter: changeFromJson((JSON.parse(data) as { readonly change: ChangeJson }).change).newLength,
    }));
  let end = 0;
  let piece = 0;
  return tokens.map((token) => {
    end += token.length;
    while ((pieces[piece]?.lengthAfter ?? Infinity) < end) piece += 1;
    return pieces[piece]?.sequence ?? Infinity;
  });
}
