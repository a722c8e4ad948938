import { expect } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createSeededRandom, type SeededRandom } from '../base/seeded-random.ts';
import { createEventLog, type EventLog } from '../log/event-log.ts';
import { StoreError } from '../log/event-store.ts';
import { createMemoryStore } from '../log/memory-store.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { decodeEvent, encodeEvent, eventToWireJson } from '../session/event-codec.ts';
import { foldAll } from '../session/fold-session.ts';
import type { Command } from '../session/command.ts';
import { currentRace, isModelAtWork } from '../session/race.ts';
import { emptySession, type SessionState } from '../session/session-state.ts';
import { restoreSnapshot, takeSnapshot } from '../session/snapshot.ts';
import { createLogReader } from '../sharing/read-log.ts';
import { openSession } from './open-session.ts';
import { playModel } from './random-model.ts';
import { createPerson, randomCommand } from './random-person.ts';
import { startRunner } from './runner.ts';
import { unevenBuses } from './uneven-buses-story.ts';
import { turns, unevenStore } from './uneven-store.ts';
import { lostLetters, watchSession } from './watch-session.ts';

/**
 * Plays a session of `processes` processes over one store, with people at pages of each, a model, and every command at any
 * moment; `hasOutages`: the store is away now and then. Throws when something is not as a session promises it.
 */
export async function playRandomSession({
  seed,
  processes,
  hasOutages = false,
}: {
  readonly seed: number;
  readonly processes: number;
  readonly hasOutages?: boolean;
}): Promise<void> {
  const random = createSeededRandom(seed);
  const clock = createManualClock(1_000);
  const kept = createMemoryStore({ clock });
  let isAway = false;
  const store = unevenStore(kept, random, () => isAway);
  const buses = unevenBuses(processes, random, clock);
  const logs = buses.map((bus) => createEventLog({ store, bus, clock }));
  const files = [
    { fileId: 'one', path: 'index.html', text: 'a\nb\nc\nd\n' },
    { fileId: 'two', path: 'app.js', text: random.chance(0.5) ? '' : 'x();\ny();\n' },
  ];
  await logs[0]!.create({ id: 's', editTokenHash: '' }, [encodeEvent({ type: 'session-started', title: '', files })]);
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const reported: unknown[] = [];
  /** Characters that people typed and that nobody may have taken away. */
  const typed = new Set<string>();
  const sessions = await Promise.all(logs.map((log) => openSession({ id: 's', log, clock, newId })));
  const model = playModel(
    random,
    clock.schedule,
    () => sessions[0]!.state,
    // What the model is shown, it may write over.
    ({ messages }) => {
      for (const letter of messages.at(-1)?.text ?? '') typed.delete(letter);
    },
  );
  const hosts = logs.map((log, index) => {
    const session = sessions[index]!;
    const runner = startRunner({
      session,
      log,
      owner: `process-${index}`,
      clock,
      newId,
      models: {
        async choose() {
          await turns(random.integer(8));
          return { provider: model.provider, model: 'm', limits: { contextTokens: 100_000, maxOutputTokens: 10_000 } };
        },
        nextBest: () => Promise.resolve(null),
      },
      report: (error) => reported.push(error),
    });
    runner.editorCame();
    return { session, runner, watch: watchSession(session) };
  });
  const people = Array.from({ length: Math.max(2, processes) }, (_, index) =>
    createPerson({
      name: `person-${index}`,
      firstLetter: 0x4e00 + index * 0x1000,
      session: hosts[index % processes]!.session,
      random,
      clock,
      typed,
    }),
  );
  for (let step = 0; step < 45; step++) {
    const person = random.pick(people);
    if (hasOutages) isAway = isAway ? !random.chance(0.4) : random.chance(0.1);
    switch (random.integer(4)) {
      case 0:
        void person.send(randomCommand(random, random.pick(hosts).session.state));
        break;
      case 1:
        clock.advance(random.integer(40));
        break;
      default:
        person.type();
    }
    await turns(random.integer(6));
    if (random.chance(0.3)) for (const one of people) one.catchUp(random.integer(5));
    if (random.chance(0.2)) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  // The people are done: what is going on comes to its end by itself, but for a run that waits for them.
  isAway = false;
  for (let tick = 0; tick < 600; tick++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (const person of people) person.catchUp(Number.POSITIVE_INFINITY);
    const now = hosts[0]!.session.state;
    const { run } = now;
    if (run.status === 'paused') void people[0]!.send({ type: random.chance(0.5) ? 'resume-run' : 'stop-run' });
    else if (currentRace(now) && !isModelAtWork(now)) void people[0]!.send(endOfRace(now));
    else if (!isModelAtWork(now) && (await isSettled())) break;
    clock.advance(16);
  }
  expect(await isSettled(), 'everything was answered and told').toBe(true);
  for (const person of people) person.catchUp(Number.POSITIVE_INFINITY);

  const { state } = hosts[0]!.session;
  expect(isModelAtWork(state), `still ${JSON.stringify(state.run)}`).toBe(false);
  expect(reported.filter((error) => !(error instanceof ProviderError || error instanceof StoreError))).toEqual([]);
  expect(model.mostOpenAtOnce).toBeLessThanOrEqual(state.races.length > 0 ? 3 : 1);
  for (const { session, runner, watch } of hosts) {
    expect(runner.isBusy).toBe(false);
    expect(watch.problems).toEqual([]);
    expect(JSON.stringify(takeSnapshot(session.state))).toBe(JSON.stringify(takeSnapshot(state)));
  }
  expect(lostLetters(typed, state)).toEqual([]);
  const texts = Object.fromEntries([...state.files.values()].map(({ id, text }) => [id, text.toString()]));
  for (const person of people) expect(person.texts()).toEqual(texts);
  await expectSameFromLog(logs[0]!, state, random);
  await expectSameFromText(logs[0]!, state);
  for (const { session, runner } of hosts) {
    await runner.close();
    session.close();
  }

  async function isSettled(): Promise<boolean> {
    const head = (await kept.findSession('s'))?.head;
    return (
      hosts.every(({ session, runner }) => session.state.sequence === head && !runner.isBusy) &&
      people.every((person) => person.isSettled)
    );
  }
}

/** People at last keep one of the racers, or none. */
function endOfRace(state: SessionState): Command {
  const racers = currentRace(state)?.racers ?? [];
  const racer = racers.find(({ record }) => record.reviews.size > 0 && !record.failure);
  return racer ? { type: 'pick-racer', racer: racer.record.id } : { type: 'stop-run' };
}

async function expectSameFromLog(log: EventLog, state: SessionState, random: SeededRandom): Promise<void> {
  const events = (await log.readAll('s')).map(decodeEvent);
  const live = JSON.stringify(takeSnapshot(state));
  expect(JSON.stringify(takeSnapshot(foldAll(emptySession, events)))).toBe(live);
  const cut = random.integer(events.length + 1);
  const early = foldAll(emptySession, events.slice(0, cut));
  const revived = restoreSnapshot(JSON.parse(JSON.stringify(takeSnapshot(early))));
  expect(JSON.stringify(takeSnapshot(foldAll(revived, events.slice(cut))))).toBe(live);
}

/** The log taken along as text and read again is the same log, to the letter, and leads to the same state. */
async function expectSameFromText(log: EventLog, state: SessionState): Promise<void> {
  const lines = (await log.readAll('s')).map(eventToWireJson);
  const reader = createLogReader();
  for (const line of lines) expect(reader.line(line)).toBeNull();
  const read = reader.end();
  if (!read.ok) throw new Error(read.refusal.message);
  expect(read.value.events.map((event, index) => eventToWireJson({ ...event, sequence: index + 1 }))).toEqual(lines);
  expect(JSON.stringify(takeSnapshot(read.value.state))).toBe(JSON.stringify(takeSnapshot(state)));
}
