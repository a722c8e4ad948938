import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createSeededRandom, type SeededRandom } from '../base/seeded-random.ts';
import { changeFromJson, changeToJson, insertedPieces, replaceRange } from '../document/change.ts';
import { createReplica, editLocally, isSettled, receive, refuseInFlight, takeOutgoing } from '../document/replica.ts';
import { createEventLog, type EventLog } from '../log/event-log.ts';
import { createInProcessBus } from '../log/in-process-bus.ts';
import { createMemoryStore } from '../log/memory-store.ts';
import type { EventStore } from '../log/event-store.ts';
import type { ModelEvent, ModelProvider } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import type { Command } from '../session/command.ts';
import { decodeEvent, encodeEvent, eventToWireJson } from '../session/event-codec.ts';
import { foldAll, foldSession } from '../session/fold-session.ts';
import { isRunning } from '../session/run-machine.ts';
import { emptySession, presentFiles, type SessionState } from '../session/session-state.ts';
import { restoreSnapshot, takeSnapshot } from '../session/snapshot.ts';
import { createLogReader } from '../sharing/read-log.ts';
import { type FoldedEvent, type OpenSession, openSession } from './open-session.ts';
import { randomAnswer, randomEvents } from './random-answer.ts';
import { startRunner } from './runner.ts';

const seeds = Array.from({ length: 1_000 }, (_, index) => index + 1);

test('1,000 seeded sessions of two people and a model, with every command at any moment, keep what a session promises', async () => {
  for (const seed of seeds) {
    try {
      await playSession(seed);
    } catch (error) {
      throw new Error(`Seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}, 120_000);

async function playSession(seed: number): Promise<void> {
  const random = createSeededRandom(seed);
  const clock = createManualClock(1_000);
  const log = createEventLog({ store: unevenStore(random), bus: createInProcessBus(), clock });
  const files = [
    { fileId: 'one', path: 'index.html', text: 'a\nb\nc\nd\n' },
    { fileId: 'two', path: 'app.js', text: random.chance(0.5) ? '' : 'x();\ny();\n' },
  ];
  await log.create({ id: 's', editTokenHash: '' }, [encodeEvent({ type: 'session-started', title: '', files })]);
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const session = (await openSession({ id: 's', log, newId }))!;
  const model = playModel(random, clock.schedule, () => session.state);
  const reported: unknown[] = [];
  const runner = startRunner({
    session,
    clock,
    newId,
    chooseModel: async () => {
      await turns(random.integer(8));
      return { provider: model.provider, model: 'm', limits: { contextTokens: 100_000, maxOutputTokens: 10_000 } };
    },
    report: (error) => reported.push(error),
  });
  const watch = watchSession(session);
  const leave = runner.editorCame();
  const people = ['ann', 'bob'].map((name) => createPerson(name, session, random, watch));
  const underWay: Promise<unknown>[] = [];

  for (let step = 0; step < 45; step++) {
    const person = random.pick(people);
    switch (random.integer(4)) {
      case 0:
        underWay.push(person.send(randomCommand(random, session.state)));
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
  for (let tick = 0; tick < 400; tick++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (const person of people) person.catchUp(Number.POSITIVE_INFINITY);
    const { run } = session.state;
    if (run.status === 'paused') void people[0]!.send({ type: random.chance(0.5) ? 'resume-run' : 'stop-run' });
    else if (!isRunning(run) && !runner.isBusy && people.every((person) => person.isSettled)) break;
    clock.advance(16);
  }
  await Promise.all(underWay);
  for (const person of people) person.catchUp(Number.POSITIVE_INFINITY);
  leave();

  expect(isRunning(session.state.run), `still ${JSON.stringify(session.state.run)}`).toBe(false);
  expect(runner.isBusy).toBe(false);
  expect(reported.filter((error) => !(error instanceof ProviderError))).toEqual([]);
  expect(model.mostOpenAtOnce).toBeLessThanOrEqual(1);
  expect(watch.problems).toEqual([]);
  watch.expectTypedKept(session.state);
  for (const person of people) person.expectSame(session.state);
  await expectSameFromLog(log, session.state, random);
  await expectSameFromText(log, session.state);
  await runner.close();
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

/** What must hold at every event. */
function watchSession(session: OpenSession) {
  const problems: string[] = [];
  /** Characters that people typed and that nobody may have taken away. */
  const typed = new Set<string>();

  session.listen((folded) => {
    const problem = lateWriting(folded) ?? missedRedirect(folded) ?? brokenState(folded.after);
    if (problem) problems.push(`${folded.event.sequence} ${folded.event.type}: ${problem}`);
    // What the model is shown, it may write over.
    if (folded.event.type === 'attempt-started') {
      for (const file of presentFiles(folded.after)) for (const letter of file.text.toString()) typed.delete(letter);
    }
  });

  return {
    problems,
    typed,
    expectTypedKept(state: SessionState): void {
      const kept = new Set([...state.files.values()].flatMap((file) => [...file.text.toString()]));
      expect([...typed].filter((letter) => !kept.has(letter))).toEqual([]);
    },
  };
}

/** What an attempt did after it was told to stop, or after another one had begun. */
function lateWriting({ event, before }: FoldedEvent): string | null {
  if (!('by' in event) || event.by.kind !== 'model') return null;
  const { run } = before;
  // What Stop takes back, because the person had not seen it, is the run's own change too, with no place of a pen.
  if (event.type === 'text-changed' && event.penAt === undefined) return null;
  const mayWrite = ['connecting', 'queued', 'thinking', 'writing'].includes(run.status);
  const isCurrent = isRunning(run) && run.runId === event.by.runId && run.attempt === event.by.attempt;
  return mayWrite && isCurrent ? null : `attempt ${event.by.attempt} wrote while ${JSON.stringify(run)}`;
}

/** A redirect that the next attempt, or the end of the run, passed over. */
function missedRedirect({ event, before }: FoldedEvent): string | null {
  if (before.run.status !== 'redirecting') return null;
  if (event.type === 'attempt-started' && event.reason !== 'redirect') return `the redirect became a ${event.reason}`;
  return event.type === 'run-ended' ? 'the redirect was not followed' : null;
}

function brokenState(state: SessionState): string | null {
  const paths = presentFiles(state).map((file) => file.path);
  if (new Set(paths).size < paths.length) return `two files of one name in ${paths.join(', ')}`;
  for (const run of state.runs) {
    const penFile = run.pen && state.files.get(run.pen.fileId);
    if (run.pen && (!penFile || run.pen.at > penFile.text.length)) return `the pen is at ${run.pen.at}`;
    for (const [fileId, { review, restore }] of run.reviews) {
      const length = state.files.get(fileId)?.text.length;
      if (review.inverse.length !== length || (restore && restore.length !== length))
        return `a review fits not ${fileId}`;
    }
  }
  return null;
}

/** A person at a page of their own: a replica of each file, fed late; every character they type is used once. */
function createPerson(
  name: string,
  session: OpenSession,
  random: SeededRandom,
  { typed }: Pick<ReturnType<typeof watchSession>, 'typed'>,
) {
  let letters = name === 'ann' ? 0x4e00 : 0x6e00;
  let changes = 0;
  let state = session.state;
  const replicas = new Map([...state.files].map(([id, file]) => [id, createReplica(file.text, file.version)]));
  const coming: FoldedEvent[] = [];
  session.listen((folded) => coming.push(folded));

  const person = {
    get isSettled() {
      return coming.length === 0 && [...replicas.values()].every(isSettled);
    },
    async send(command: Command): Promise<void> {
      await session.dispatch(command, { clientId: name });
    },
    type(): void {
      const present = presentFiles(state);
      if (present.length === 0) return;
      const fileId = random.pick(present).id;
      const replica = replicas.get(fileId)!;
      const text = replica.text.toString();
      const at = random.integer(text.length + 1);
      const remove = random.chance(0.25) ? random.integer(Math.min(12, text.length - at) + 1) : 0;
      const insert = random.chance(0.2)
        ? ''
        : Array.from({ length: 1 + random.integer(2) }, () => String.fromCodePoint(letters++)).join('');
      for (const letter of text.slice(at, at + remove)) typed.delete(letter);
      for (const letter of insert) typed.add(letter);
      replicas.set(fileId, editLocally(replica, replaceRange(text.length, at, at + remove, insert)));
      flush(fileId);
    },
    catchUp(most: number): void {
      for (const { event } of coming.splice(0, most)) {
        state = foldSession(state, event);
        if (event.type === 'file-created')
          replicas.set(event.fileId, createReplica(state.files.get(event.fileId)!.text, 0));
        if (event.type !== 'text-changed') continue;
        const { version, changeId } = event;
        const received = receive(replicas.get(event.fileId)!, {
          version,
          changeId,
          change: changeFromJson(event.change),
        });
        replicas.set(event.fileId, received.replica);
        flush(event.fileId);
      }
    },
    expectSame(expected: SessionState): void {
      for (const file of expected.files.values()) {
        expect(replicas.get(file.id)?.text.toString(), `${name}'s ${file.path}`).toBe(file.text.toString());
      }
    },
  };
  return person;

  function flush(fileId: string): void {
    const taken = takeOutgoing(replicas.get(fileId)!, `${name}-${++changes}`);
    if (!taken) return;
    replicas.set(fileId, taken.replica);
    const { changeId, version, change } = taken.outgoing;
    const command = { type: 'change-text', fileId, version, changeId, change: changeToJson(change) } as const;
    void session.dispatch(command, { clientId: name, idempotencyKey: changeId }).then((outcome) => {
      if (outcome.ok) return;
      // The file was deleted meanwhile: the person is told, and gets what they typed for copying.
      const refused = refuseInFlight(replicas.get(fileId)!)!;
      for (const letter of insertedPieces(change).join('')) typed.delete(letter);
      replicas.set(fileId, refused.replica);
      flush(fileId);
    });
  }
}

function randomCommand(random: SeededRandom, state: SessionState): Command {
  const files = [...state.files.values()];
  const { id: fileId, version } = random.pick(files);
  const runId = state.runs.length > 0 ? random.pick(state.runs).id : 'none';
  const path = random.pick(['index.html', 'app.js', 'b.css', 'src/c.ts', 'new.js']);
  const hunk = random.chance(0.6) ? { hunk: random.integer(3), version } : {};
  const revert = random.chance(0.4);
  const seen = random.chance(0.5) ? { seen: Math.max(0, state.sequence - random.integer(6)) } : {};
  if (!isRunning(state.run) && random.chance(0.4)) return { type: 'start-run', instruction: 'go', openFileId: fileId };
  return random.pick<Command>([
    { type: 'start-run', instruction: 'go', openFileId: fileId, selection: { fileId, from: 0, to: 5 } },
    { type: 'redirect-run', instruction: 'no, so', revert },
    { type: 'redirect-run', instruction: 'or so', revert },
    { type: 'stop-run', revert, ...seen },
    { type: 'resume-run' },
    { type: 'revert-run', runId },
    { type: 'restore-run', runId },
    { type: 'accept-changes', runId, fileId, ...hunk },
    { type: 'revert-changes', runId, fileId, ...hunk },
    { type: 'create-file', path, text: random.chance(0.5) ? 'made\n' : '' },
    { type: 'rename-file', fileId, newPath: path },
    { type: 'delete-file', fileId },
    { type: 'restore-file', fileId },
  ]);
}

/** A model that answers at random: slowly, in pieces, with faults, and now and then deaf to being stopped for a while. */
function playModel(
  random: SeededRandom,
  schedule: (delayMs: number, callback: () => void) => unknown,
  stateNow: () => SessionState,
) {
  let open = 0;
  let mostOpenAtOnce = 0;

  async function* generate(signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const events = randomEvents(random, randomAnswer(random, stateNow()));
    const failsAt = random.chance(0.15) ? random.integer(events.length) : -1;
    const isDeaf = random.chance(0.2);
    for (const [index, event] of events.entries()) {
      if (random.chance(0.3)) await wait(random.integer(12), isDeaf ? null : signal);
      else await turns(random.integer(4));
      if (signal.aborted && !isDeaf) {
        if (random.chance(0.5)) return;
        throw new DOMException('Aborted', 'AbortError');
      }
      if (index === failsAt) throw new ProviderError(random.pick(['network', 'rate-limit', 'protocol']), 'played');
      yield event;
    }
  }

  function wait(delayMs: number, signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve) => {
      schedule(delayMs, resolve);
      signal?.addEventListener('abort', () => resolve());
    });
  }

  async function* counted(signal: AbortSignal): AsyncGenerator<ModelEvent> {
    open++;
    mostOpenAtOnce = Math.max(mostOpenAtOnce, open);
    let isOpen = true;
    const closed = () => {
      if (isOpen) open--;
      isOpen = false;
    };
    signal.addEventListener('abort', closed);
    try {
      yield* generate(signal);
    } finally {
      closed();
    }
  }

  const provider: ModelProvider = {
    id: 'played',
    name: 'Played',
    generate: (_request, signal) => counted(signal),
    listModels: () => Promise.resolve([]),
  };
  return {
    provider,
    get mostOpenAtOnce() {
      return mostOpenAtOnce;
    },
  };
}

/** A store whose appends and look-ups take a while, now longer, now shorter. */
function unevenStore(random: SeededRandom): EventStore {
  const store = createMemoryStore();
  return {
    ...store,
    async append(...append) {
      await turns(random.integer(6));
      const outcome = await store.append(...append);
      await turns(random.integer(4));
      return outcome;
    },
    async findAppended(...key) {
      await turns(random.integer(3));
      return store.findAppended(...key);
    },
  };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}
