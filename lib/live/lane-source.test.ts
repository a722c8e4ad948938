import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { changeToJson, replaceRange } from '../document/change.ts';
import { currentRace } from '../session/race.ts';
import type { RacerAct } from '../session/session-event.ts';
import { tellSession } from '../session/session-story.ts';
import { createLaneSource } from './lane-source.ts';
import { isAtWork, raceOn, viewRaces } from './race-view.ts';
import type { SessionClient, SessionView } from './session-view.ts';

/** A race of two, and the lane of the first as a page follows it. */
function followLane() {
  const story = tellSession();
  story.command({ type: 'start-race', instruction: 'go', models: ['p/a', 'p/b'] });
  const runId = story.state.races[0]!.racers[0]!.record.id;
  const shown = () => ({ racing: currentRace(story.state) }) as SessionView;
  const view = createStore<SessionView>(shown);
  const lane = createLaneSource({ view, listenToLeaps: () => () => {} } as unknown as SessionClient, runId);
  const told: string[] = [];
  lane.listenToAnyText((fileId) => told.push(`text ${fileId}`));
  lane.listenToPen((fileId, at) => told.push(`pen ${fileId} ${at}`));
  const fileId = 'file:index.html';
  return {
    story,
    runId,
    lane,
    told,
    fileId,
    show: () => view.setState(shown(), true),
    act: (act: RacerAct, racer = runId) => story.happen({ type: 'racer-acted', racer, act }),
    write(version: number, from: number, to: number, insert: string) {
      const length = story.state.races[0]!.racers[0]!.files.get(fileId)!.text.length;
      const change = changeToJson(replaceRange(length, from, to, insert));
      const by = { kind: 'model', runId, attempt: 1 } as const;
      const penAt = from + insert.length;
      story.happen({
        type: 'racer-acted',
        racer: runId,
        act: { type: 'text-changed', fileId, version, change, by, penAt, tokens: version },
      });
    },
  };
}

test('a lane tells of its own text only, and says once where a file is written anew from its start', () => {
  const { story, lane, told, fileId, show, act, write, runId } = followLane();
  act({ type: 'attempt-writing', runId, attempt: 1, timeToFirstTokenMs: 3 });
  act({ type: 'pen-moved', runId, attempt: 1, fileId, at: 0 });
  write(1, 0, 3, 'ONE');
  show();
  expect(told).toEqual([`pen ${fileId} 0`, `text ${fileId}`]);
  expect(lane.textOf(fileId).toString()).toBe('ONE\ntwo\nthree\n');
  expect(lane.penAt(fileId)).toBe(3);
  write(2, 3, 3, '!');
  show();
  story.type('two', ' mine');
  show();
  expect(told).toEqual([`pen ${fileId} 0`, `text ${fileId}`, `text ${fileId}`]);
  act({ type: 'pen-moved', runId, attempt: 1, fileId, at: 8 });
  show();
  expect(told.at(-1)).toBe(`pen ${fileId} 8`);
});

test('before a racer has written, the program is as the race found it; after the race, what was seen last stays', async () => {
  const { story, lane, fileId, show, write, runId } = followLane();
  write(1, 0, 3, 'ONE');
  show();
  expect((await lane.stateAt(1))?.files.get(fileId)?.text.toString()).toBe('one\ntwo\nthree\n');
  story.command({ type: 'pick-racer', racer: runId });
  show();
  expect(lane.textOf(fileId).toString()).toBe('ONE\ntwo\nthree\n');
});

test('what the page shows of a race stays the same object while only text and numbers change', () => {
  const { story, write, runId, act } = followLane();
  act({ type: 'attempt-writing', runId, attempt: 1, timeToFirstTokenMs: 3 });
  write(1, 0, 3, 'ONE');
  const first = viewRaces(story.state, []);
  write(2, 3, 3, '!');
  const second = viewRaces(story.state, first);
  expect(second).toBe(first);
  expect(isAtWork({ run: story.state.run, races: second })).toBe(true);
  story.command({ type: 'stop-run', revert: true });
  const third = viewRaces(story.state, second);
  expect(raceOn({ races: third })).toBeNull();
  expect(third[0]).toMatchObject({ over: { kept: null } });
});
