import type { Clock } from '../base/clock.ts';
import type { SeededRandom } from '../base/seeded-random.ts';
import { changeFromJson, changeToJson, insertedPieces, replaceRange } from '../document/change.ts';
import { createReplica, editLocally, isSettled, receive, refuseInFlight, takeOutgoing } from '../document/replica.ts';
import { StoreError } from '../log/event-store.ts';
import type { Command } from '../session/command.ts';
import { foldSession } from '../session/fold-session.ts';
import { isRunning } from '../session/run-machine.ts';
import { presentFiles, type SessionState } from '../session/session-state.ts';
import type { FoldedEvent, OpenSession } from './open-session.ts';

/**
 * A person at a page of their own: a replica of each file, fed late; every character they type is used once, from
 * `firstLetter` on, and noted in `typed`. What the store could not take they send again, under the same key.
 */
export function createPerson({
  name,
  firstLetter,
  session,
  random,
  clock,
  typed,
}: {
  readonly name: string;
  readonly firstLetter: number;
  readonly session: OpenSession;
  readonly random: SeededRandom;
  readonly clock: Clock;
  readonly typed: Set<string>;
}) {
  let letters = firstLetter;
  let changes = 0;
  let commands = 0;
  let unanswered = 0;
  let state = session.state;
  const replicas = new Map([...state.files].map(([id, file]) => [id, createReplica(file.text, file.version)]));
  const coming: FoldedEvent[] = [];
  session.listen((folded) => coming.push(folded));

  const person = {
    get isSettled() {
      return unanswered === 0 && coming.length === 0 && [...replicas.values()].every(isSettled);
    },
    async send(command: Command): Promise<void> {
      await insist(command, `${name}-command-${++commands}`);
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
    /** The texts on their page, by file. */
    texts(): Record<string, string> {
      return Object.fromEntries([...replicas].map(([fileId, { text }]) => [fileId, text.toString()]));
    },
  };
  return person;

  function flush(fileId: string): void {
    const taken = takeOutgoing(replicas.get(fileId)!, `${name}-${++changes}`);
    if (!taken) return;
    replicas.set(fileId, taken.replica);
    const { changeId, version, change } = taken.outgoing;
    const command = { type: 'change-text', fileId, version, changeId, change: changeToJson(change) } as const;
    void insist(command, changeId).then((outcome) => {
      if (outcome.ok) return;
      // The file was deleted meanwhile: the person is told, and gets what they typed for copying.
      const refused = refuseInFlight(replicas.get(fileId)!)!;
      for (const letter of insertedPieces(change).join('')) typed.delete(letter);
      replicas.set(fileId, refused.replica);
      flush(fileId);
    });
  }

  async function insist(command: Command, idempotencyKey: string): ReturnType<OpenSession['dispatch']> {
    unanswered++;
    for (;;) {
      try {
        const outcome = await session.dispatch(command, { clientId: name, idempotencyKey });
        unanswered--;
        return outcome;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        await new Promise<void>((resolve) => clock.schedule(40, resolve));
      }
    }
  }
}

/** Any command, whether or not it can be carried out. */
export function randomCommand(random: SeededRandom, state: SessionState): Command {
  const files = [...state.files.values()];
  const { id: fileId, version } = random.pick(files);
  const runId = state.runs.length > 0 ? random.pick(state.runs).id : 'none';
  const path = random.pick(['index.html', 'app.js', 'b.css', 'src/c.ts', 'new.js']);
  const hunk = random.chance(0.6) ? { hunk: random.integer(3), version } : {};
  const revert = random.chance(0.4);
  const seen = random.chance(0.5) ? { seen: Math.max(0, state.sequence - random.integer(6)) } : {};
  if (!isRunning(state.run) && random.chance(0.4)) return { type: 'start-run', instruction: 'go', openFileId: fileId };
  const race = state.races.at(-1);
  if (race && !race.over && random.chance(0.3)) {
    return { type: 'pick-racer', racer: random.pick(race.racers).record.id };
  }
  return random.pick<Command>([
    { type: 'start-race', instruction: 'go', openFileId: fileId, models: ['p/a', 'p/b', 'p/c'] },
    { type: 'start-race', instruction: 'go', selection: { fileId, from: 0, to: 5 }, models: ['p/a', 'p/b'] },
    { type: 'start-run', instruction: 'go', openFileId: fileId, selection: { fileId, from: 0, to: 5 } },
    { type: 'redirect-run', instruction: 'no, so', revert },
    { type: 'redirect-run', instruction: 'or so', revert },
    { type: 'stop-run', revert, ...seen },
    { type: 'resume-run' },
    { type: 'continue-run', runId },
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
