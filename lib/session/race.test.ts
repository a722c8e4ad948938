import { expect, test } from 'vitest';
import { changeToJson, replaceRange } from '../document/change.ts';
import type { Command } from './command.ts';
import { foldAll } from './fold-session.ts';
import { currentRace, isModelAtWork, isRacing } from './race.ts';
import type { RacerAct } from './session-event.ts';
import { emptySession, presentFiles } from './session-state.ts';
import { tellSession } from './session-story.ts';
import { restoreSnapshot, snapshotPieces, takeSnapshot } from './snapshot.ts';

const receipt = {
  timeToFirstTokenMs: 5,
  tokensPerSecond: 900,
  tokens: 7,
  durationMs: 20,
  provider: 'p',
  model: 'm',
  tier: null,
  tokensAfterStop: 0,
  attempts: 1,
};

/** A race of three, each of which has begun to write. */
function tellRace(files?: Readonly<Record<string, string>>) {
  const story = tellSession(files);
  expect(story.command({ type: 'start-race', instruction: 'shout', models: ['p/a', 'p/b', 'p/c'] })).toBeNull();
  const race = () => story.state.races.at(-1)!;
  const racers = race().racers.map(({ record }) => record.id);
  const act = (racer: string, event: RacerAct) => story.happen({ type: 'racer-acted', racer, act: event });
  for (const runId of racers) {
    const about = { runId, attempt: 1 };
    act(runId, { type: 'attempt-started', ...about, instruction: 'shout', provider: 'p', model: 'm', reason: 'run' });
    act(runId, { type: 'attempt-writing', ...about, timeToFirstTokenMs: 5 });
  }
  return {
    story,
    race,
    racers: racers as [string, string, string],
    act,
    textIn: (racer: string, path = 'index.html') =>
      [
        ...(race()
          .racers.find(({ record }) => record.id === racer)
          ?.files.values() ?? []),
      ]
        .find((file) => file.path === path)
        ?.text.toString(),
    write(racer: string, old: string, insert: string) {
      const file = [
        ...race()
          .racers.find(({ record }) => record.id === racer)!
          .files.values(),
      ][0]!;
      const from = file.text.toString().indexOf(old);
      act(racer, {
        type: 'text-changed',
        fileId: file.id,
        version: file.version + 1,
        change: changeToJson(replaceRange(file.text.length, from, from + old.length, insert)),
        by: { kind: 'model', runId: racer, attempt: 1 },
        penAt: from + insert.length,
        tokens: 3,
      });
    },
    end: (racer: string, outcome: 'done' | 'stopped' = 'done') =>
      act(racer, { type: 'run-ended', runId: racer, outcome, receipt }),
  };
}

test('each racer writes in its own copy, and the files of the session stay as they are', () => {
  const { story, racers, write, textIn } = tellRace();
  write(racers[0], 'one', 'ONE');
  write(racers[1], 'two', 'TWO!');
  expect(story.text()).toBe('one\ntwo\nthree\n');
  expect(textIn(racers[0])).toBe('ONE\ntwo\nthree\n');
  expect(textIn(racers[1])).toBe('one\nTWO!\nthree\n');
  expect(story.state.runs).toEqual([]);
});

test('the racer that is kept brings its text over what people typed meanwhile, and goes on as the run of the session', () => {
  const { story, racers, write, race } = tellRace();
  write(racers[0], 'two', 'TWO');
  story.type('one', ' MINE');
  write(racers[0], 'TWO', 'TWO TWO');
  expect(story.command({ type: 'pick-racer', racer: racers[0] })).toBeNull();
  expect(story.text()).toBe('one MINE\nTWO TWO\nthree\n');
  expect(story.state.run).toMatchObject({ status: 'writing', runId: racers[0], attempt: 1 });
  expect(story.state.runs.at(-1)).toMatchObject({ id: racers[0], status: 'running', pen: { at: 16 } });
  expect(race().over).toMatchObject({ kept: racers[0] });
  expect(currentRace(story.state)).toBeNull();
  story.write(racers[0], 'three', 'THREE');
  story.end(racers[0]);
  expect(story.text()).toBe('one MINE\nTWO TWO\nTHREE\n');
  expect(story.command({ type: 'revert-run', runId: racers[0] })).toBeNull();
  expect(story.text()).toBe('one MINE\ntwo\nthree\n');
});

test('a racer that has ended is kept as a run that has ended, with its receipt and its version', () => {
  const { story, racers, write, end } = tellRace();
  write(racers[2], 'three', 'THREE');
  for (const racer of racers) end(racer);
  expect(isRacing(currentRace(story.state)!)).toBe(false);
  expect(story.command({ type: 'start-run', instruction: 'go' })).toBe('race-going');
  expect(story.command({ type: 'pick-racer', racer: racers[2] })).toBeNull();
  expect(story.state.run).toEqual({ status: 'idle', last: { runId: racers[2], outcome: 'done' } });
  const run = story.state.runs.at(-1)!;
  expect(run).toMatchObject({ status: 'done', receipt, endSequence: story.state.sequence });
  expect(story.at(run.endSequence!)!.files.get('file:index.html')?.text.toString()).toBe('one\ntwo\nTHREE\n');
});

test('those who were not kept are told to stop, and their figures still arrive', () => {
  const { story, racers, race, end, write } = tellRace();
  write(racers[0], 'one', 'ONE');
  story.command({ type: 'pick-racer', racer: racers[0] });
  expect(race().racers.map(({ run }) => run.status)).toEqual(['writing', 'stopping', 'stopping']);
  end(racers[1], 'stopped');
  expect(race().racers[1]!.record).toMatchObject({ status: 'stopped', receipt: { tokens: 7 } });
  expect(race().racers[1]!.files.size).toBe(0);
  expect(story.state.run).toMatchObject({ status: 'writing', runId: racers[0] });
});

test('Stop stops all of them and keeps what they wrote for a choice; a second Stop puts the race away', () => {
  const { story, racers, race, end, write } = tellRace();
  write(racers[0], 'one', 'ONE');
  expect(story.command({ type: 'stop-run' })).toBeNull();
  expect(race().racers.every(({ run }) => run.status === 'stopping')).toBe(true);
  for (const racer of racers) end(racer, 'stopped');
  expect(race()).toMatchObject({ over: null });
  expect(story.command({ type: 'stop-run' })).toBeNull();
  expect(race().over).toMatchObject({ kept: null });
  expect(story.text()).toBe('one\ntwo\nthree\n');
  expect(story.command({ type: 'pick-racer', racer: racers[0] })).toBe('no-race');
});

test('a racer can be kept while it is being stopped, with what it had written', () => {
  const { story, racers, write, end } = tellRace();
  write(racers[0], 'one', 'ONE');
  story.command({ type: 'stop-run' });
  expect(story.command({ type: 'pick-racer', racer: racers[0] })).toBeNull();
  expect(story.text()).toBe('ONE\ntwo\nthree\n');
  expect(story.state.run).toMatchObject({ status: 'stopping', runId: racers[0] });
  story.end(racers[0], 'stopped');
  expect(story.state.run).toMatchObject({ status: 'idle' });
  end(racers[1], 'stopped');
});

test('files that a racer made, renamed and deleted come along; a name that is taken meanwhile gets one beside it', () => {
  const { story, racers, act } = tellRace({ 'index.html': 'one\n', 'old.js': 'x();\n', 'gone.css': 'a{}\n' });
  const by = { kind: 'model', runId: racers[0], attempt: 1 } as const;
  act(racers[0], { type: 'file-created', fileId: 'new', path: 'new.js', text: 'racer();\n', by });
  act(racers[0], { type: 'file-renamed', fileId: 'file:old.js', path: 'app.js', by });
  act(racers[0], { type: 'file-deleted', fileId: 'file:gone.css', by });
  story.command({ type: 'create-file', path: 'new.js', text: 'person();\n' });
  story.command({ type: 'pick-racer', racer: racers[0] });
  expect(presentFiles(story.state).map(({ path, text }) => `${path}: ${text.toString().trim()}`)).toEqual([
    'index.html: one',
    'app.js: x();',
    'new.js: person();',
    'new-2.js: racer();',
  ]);
  story.end(racers[0]);
  expect(story.command({ type: 'revert-run', runId: racers[0] })).toBeNull();
  expect(presentFiles(story.state).map(({ path }) => path)).toEqual(['index.html', 'old.js', 'gone.css', 'new.js']);
});

test('a file that people deleted meanwhile comes back with the racer that wrote in it', () => {
  const { story, racers, write } = tellRace({ 'index.html': 'one\n', 'b.js': '' });
  write(racers[0], 'one', 'ONE');
  story.command({ type: 'delete-file', path: 'index.html' });
  story.command({ type: 'pick-racer', racer: racers[0] });
  expect(story.text()).toBe('ONE\n');
});

test('what cannot be is refused: too few, too many, a second one, a run beside it, somebody who is not in it', () => {
  const { story, racers } = tellRace();
  const another: Command = { type: 'start-race', instruction: 'again', models: ['p/a', 'p/b'] };
  expect(story.command(another)).toBe('race-going');
  expect(story.command({ type: 'start-run', instruction: 'go' })).toBe('race-going');
  expect(story.command({ type: 'redirect-run', instruction: 'go' })).toBe('no-run');
  expect(story.command({ type: 'pick-racer', racer: 'nobody' })).toBe('unknown-racer');
  story.command({ type: 'stop-run', revert: true });
  expect(story.command({ type: 'pick-racer', racer: racers[0] })).toBe('no-race');
  const runId = story.startRun();
  expect(story.command(another)).toBe('run-already-going');
  story.end(runId);
  expect(story.command({ ...another, instruction: ' ' })).toBe('empty-instruction');
  expect(story.command(another)).toBeNull();
});

test('a racer that failed before it wrote anything leaves nothing to keep', () => {
  const { story, racers, act } = tellRace();
  const failure = { code: 'rate-limit', provider: 'P' } as const;
  act(racers[1], { type: 'run-ended', runId: racers[1], outcome: 'failed', receipt, failure });
  expect(story.command({ type: 'pick-racer', racer: racers[1] })).toBe('nothing-to-keep');
  expect(isModelAtWork(story.state)).toBe(true);
});

test('a fork in the middle of a race has stopped it, and any racer can be kept there', () => {
  const { story, racers, write, race } = tellRace();
  write(racers[0], 'one', 'ONE');
  story.happen({ type: 'session-forked', parent: { sessionId: 's', sequence: 5 }, title: 'A fork' });
  expect(isRacing(race())).toBe(false);
  expect(story.command({ type: 'pick-racer', racer: racers[0] })).toBeNull();
  expect(story.text()).toBe('ONE\ntwo\nthree\n');
  expect(story.state.run).toMatchObject({ status: 'idle' });
});

test('at every moment of a race a snapshot holds the whole of it, and what is unchanged only once', () => {
  const big = 'x'.repeat(20_000);
  const { story, racers, write } = tellRace({ 'index.html': 'one\ntwo\n', 'big.js': big });
  write(racers[0], 'one', 'ONE');
  story.type('two', ' MINE');
  write(racers[1], 'two', 'TWO');
  const inRace = story.log.length;
  story.command({ type: 'pick-racer', racer: racers[1] });
  for (let cut = 1; cut <= story.log.length; cut++) {
    const early = foldAll(emptySession, story.log.slice(0, cut));
    const json = JSON.stringify(takeSnapshot(early));
    expect([...snapshotPieces(early)].join('')).toBe(json);
    const revived = restoreSnapshot(JSON.parse(json));
    expect(JSON.stringify(takeSnapshot(foldAll(revived, story.log.slice(cut))))).toBe(
      JSON.stringify(takeSnapshot(story.state)),
    );
    if (cut === inRace) expect(json.split(big).length - 1).toBe(1);
  }
});
