import { expect, test } from 'vitest';
import { changeToJson, replaceRange } from '../document/change.ts';
import { foldSession } from '../session/fold-session.ts';
import type { SessionEvent, SessionEventBody } from '../session/session-event.ts';
import { emptySession } from '../session/session-state.ts';
import { createRecentWriting } from './recent-writing.ts';

test('what a run wrote after a moment is taken back around what people typed, and forgotten once the run has ended', () => {
  const story = tellWriting();
  const { runId } = story;
  story.write('seen ', 'model');
  const seen = story.sequence();
  story.write('unseen', 'model');
  story.write('MINE', 'person', 8);
  const [back] = story.recent.takeBackSince(runId, seen);
  expect(back?.change.apply(story.text()).toString()).toBe('seen MINE');
  expect(story.recent.takeBackSince(runId, story.sequence())).toEqual([]);
  story.happen({ type: 'run-ended', runId, outcome: 'done', receipt });
  expect(story.recent.takeBackSince(runId, 0)).toEqual([]);
});

function tellWriting() {
  const recent = createRecentWriting();
  const runId = 'run';
  let state = emptySession;
  const story = {
    recent,
    runId,
    text: () => state.files.get('a')!.text,
    sequence: () => state.sequence,
    happen(body: SessionEventBody): void {
      const event = { ...body, sequence: state.sequence + 1, atMs: 0 } as SessionEvent;
      const before = state;
      state = foldSession(before, event);
      recent.note({ event, before, after: state, from: 'here' });
    },
    write(text: string, who: 'model' | 'person', at = story.text().length): void {
      const change = changeToJson(replaceRange(story.text().length, at, at, text));
      const { version } = state.files.get('a')!;
      const by = who === 'model' ? { kind: who, runId, attempt: 1 } : { kind: who, clientId: 'ann' };
      story.happen({ type: 'text-changed', fileId: 'a', version: version + 1, change, by });
    },
  };
  story.happen({ type: 'session-started', title: '', files: [{ fileId: 'a', path: 'a', text: '' }] });
  story.happen({ type: 'run-started', runId, instruction: 'go', lane: 'fast', clientId: 'ann' });
  return story;
}

const receipt = {
  timeToFirstTokenMs: 0,
  tokensPerSecond: null,
  tokens: 0,
  durationMs: 0,
  provider: 'p',
  model: 'm',
  tier: null,
  tokensAfterStop: 0,
  attempts: 1,
};
