import { changeToJson, replaceRange } from '../document/change.ts';
import { decide } from './decide.ts';
import type { Command } from './command.ts';
import { foldAll, foldSession } from './fold-session.ts';
import type { SessionEvent, SessionEventBody } from './session-event.ts';
import { emptySession, fileAtPath, type SessionState } from './session-state.ts';
import { changeFromJson } from '../document/change.ts';

/** A session told step by step, for tests: commands in, events folded, the log at hand. */
export function tellSession(files: Readonly<Record<string, string>> = { 'index.html': 'one\ntwo\nthree\n' }) {
  let state: SessionState = emptySession;
  let ids = 0;
  const log: SessionEvent[] = [];
  const story = {
    get state() {
      return state;
    },
    log,
    happen(...bodies: readonly SessionEventBody[]) {
      for (const body of bodies) {
        const event = { ...body, sequence: state.sequence + 1, atMs: 1_000 + state.sequence } as SessionEvent;
        log.push(event);
        state = foldSession(state, event);
      }
    },
    /** Carries a command out; gives the refusal's code, or null when it was done. */
    command(command: Command, clientId = 'ann'): string | null {
      const decided = decide(state, command, {
        clientId,
        newId: () => `id-${++ids}`,
        takeBackSince: () => [],
        past: command.type === 'restore-version' ? story.at(command.sequence) : null,
        rebase: (_file, _version, change) => ({ ok: true, value: changeFromJson(change) }),
      });
      if (!decided.ok) return decided.refusal.code;
      story.happen(...decided.value);
      return null;
    },
    /** The state right after this event; null before the first and behind the last. */
    at(sequence: number): SessionState | null {
      return sequence < 1 || sequence > log.length ? null : foldAll(emptySession, log.slice(0, sequence));
    },
    file(path = 'index.html') {
      const file = fileAtPath(state, path);
      if (!file) throw new Error(`No file ${path}`);
      return file;
    },
    text: (path = 'index.html') => story.file(path).text.toString(),
    /** A person types at the end of what `after` names. */
    type(after: string, insert: string, path = 'index.html') {
      const at = story.text(path).indexOf(after) + after.length;
      const change = changeToJson(replaceRange(story.file(path).text.length, at, at, insert));
      return story.command({ type: 'change-text', path, change });
    },
    startRun(instruction = 'do it'): string {
      story.command({ type: 'start-run', instruction });
      if (!('runId' in state.run)) throw new Error('No run began');
      const { runId } = state.run;
      story.happen({
        type: 'attempt-started',
        runId,
        attempt: 1,
        instruction,
        provider: 'p',
        model: 'm',
        reason: 'run',
      });
      story.happen({ type: 'attempt-writing', runId, attempt: 1, timeToFirstTokenMs: 5 });
      return runId;
    },
    /** The model replaces one text by another. */
    write(runId: string, old: string, insert: string, path = 'index.html') {
      const file = story.file(path);
      const from = file.text.toString().indexOf(old);
      story.happen({
        type: 'text-changed',
        fileId: file.id,
        version: file.version + 1,
        change: changeToJson(replaceRange(file.text.length, from, from + old.length, insert)),
        by: { kind: 'model', runId, attempt: state.run.status === 'writing' ? state.run.attempt : 1 },
        penAt: from + insert.length,
        tokens: 1,
      });
    },
    end(runId: string, outcome: 'done' | 'stopped' | 'failed' = 'done') {
      story.happen({
        type: 'run-ended',
        runId,
        outcome,
        receipt,
        ...(outcome === 'failed' ? { failure: { code: 'network' } } : {}),
      });
    },
  };
  story.happen({
    type: 'session-started',
    title: '',
    files: Object.entries(files).map(([path, text]) => ({ fileId: `file:${path}`, path, text })),
  });
  return story;
}

const receipt = {
  timeToFirstTokenMs: 5,
  tokensPerSecond: 1_000,
  tokens: 10,
  durationMs: 20,
  provider: 'p',
  model: 'm',
  tier: null,
  tokensAfterStop: 0,
  attempts: 1,
};
