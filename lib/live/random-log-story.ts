import { createSeededRandom } from '../base/seeded-random.ts';
import { changeToJson, replaceRange } from '../document/change.ts';
import { randomAnswer, randomEvents } from '../generation/random-answer.ts';
import { tellGeneration } from '../generation/generation-story.ts';
import type { ModelEvent } from '../providers/model-provider.ts';
import type { Command } from '../session/command.ts';
import { isRunning } from '../session/run-machine.ts';
import type { SessionEvent } from '../session/session-event.ts';
import { presentFiles } from '../session/session-state.ts';

/** The log of a session in which people type, run, stop, redirect and take back at random, with waits in between. */
export async function tellRandomLog(seed: number): Promise<readonly SessionEvent[]> {
  const random = createSeededRandom(seed);
  const story = await tellGeneration({ files: { 'index.html': 'one\ntwo\nthree\n', 'app.js': 'x();\n' } });
  const { session, clock } = story;
  const events: SessionEvent[] = [];
  session.listen(({ event }) => events.push(event));
  const toSay = new Map<number, ModelEvent[]>();

  for (let step = 0; step < 60; step += 1) {
    if (random.chance(0.6)) sayOn();
    else await story.command(randomCommand());
    clock.advance(random.chance(0.1) ? random.integer(90_000) : random.integer(40));
    for (let turn = 0; turn < 4; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await story.runner.close();
  const first: SessionEvent = {
    type: 'session-started',
    sequence: 1,
    atMs: 1_000,
    title: '',
    files: [
      { fileId: 'index.html', path: 'index.html', text: 'one\ntwo\nthree\n' },
      { fileId: 'app.js', path: 'app.js', text: 'x();\n' },
    ],
  };
  return [first, ...events];

  function sayOn(): void {
    const index = story.calls.length - 1;
    const call = story.calls[index];
    if (!call || call.isClosed) return;
    const rest = toSay.get(index) ?? randomEvents(random, randomAnswer(random, session.state));
    call.say(...rest.splice(0, 1 + random.integer(12)));
    toSay.set(index, rest);
  }

  function randomCommand(): Command {
    const { state } = session;
    const file = random.pick([...state.files.values()]);
    const runId = state.runs.length > 0 ? random.pick(state.runs).id : 'none';
    if (!isRunning(state.run) && random.chance(0.4))
      return { type: 'start-run', instruction: 'go', openFileId: file.id };
    const { length } = file.text;
    const at = random.integer(length + 1);
    const change = replaceRange(length, at, Math.min(length, at + random.integer(5)), random.pick(['', 'a', 'b\nc']));
    const race = state.races.at(-1);
    if (race && !race.over && random.chance(0.2)) {
      return { type: 'pick-racer', racer: random.pick(race.racers).record.id };
    }
    return random.pick<Command>([
      { type: 'start-race', instruction: 'go', openFileId: file.id, models: ['p/a', 'p/b'] },
      { type: 'change-text', path: presentFiles(state)[0]?.path ?? '', change: changeToJson(change) },
      { type: 'change-text', path: file.path, change: changeToJson(change) },
      { type: 'redirect-run', instruction: 'so', revert: random.chance(0.3) },
      { type: 'stop-run', revert: random.chance(0.4) },
      { type: 'resume-run' },
      { type: 'revert-run', runId },
      { type: 'restore-run', runId },
      { type: 'accept-changes', runId },
      { type: 'create-file', path: random.pick(['new.js', 'b.css']), text: 'made\n' },
      { type: 'rename-file', fileId: file.id, newPath: random.pick(['new.js', 'c.ts']) },
      { type: 'delete-file', fileId: file.id },
      { type: 'restore-file', fileId: file.id },
      { type: 'rename-session', title: `Title ${random.integer(9)}` },
    ]);
  }
}
