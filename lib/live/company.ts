import type { Clock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import type { Change } from '../document/change.ts';
import { type Replica, toConfirmed, toVisible } from '../document/replica.ts';
import type { Author } from '../session/session-event.ts';
import { createCarets } from './carets.ts';
import { createPresenceTeller } from './presence-teller.ts';
import { readPresence } from './read-presence.ts';
import type { CaretView, PersonView, SessionView } from './session-view.ts';

/** Who else is here: what the feed tells of them, where their carets are, and what they are told of this page. */
export interface Company {
  /** A `presence` frame. */
  heard(data: string): void;
  /** The next confirmed change of a file. */
  changed(fileId: string, change: Change, version: number, by: Author): void;
  /** The text jumped to a later state. */
  leapt(): void;
  /** The feed was lost, and with it our place among the others, until they tell of us again. */
  parted(): void;
  caretsIn(fileId: string): readonly CaretView[];
  listenToCarets(listener: () => void): () => void;
  showCaret(caret: { readonly fileId: string; readonly from: number; readonly to: number } | null): void;
  callMyself(name: string): void;
  /** What the feed says about us when it is opened. */
  introduction(): Readonly<Record<string, string>>;
  close(): void;
}

/** How often a page says that it is still there: a connection alone does not tell. */
const stillHereMs = 25_000;

/** Keeps company in one session. `show` is given what changed in the view. */
export function createCompany({
  clientId,
  name: firstName,
  url,
  headers,
  clock,
  mayShowCaret,
  versionOf,
  replicaOf,
  show,
}: {
  readonly clientId: string;
  readonly name: string;
  /** Of the presence door; null while there is no session. */
  url(): string | null;
  headers(): Readonly<Record<string, string>>;
  readonly clock: Clock;
  mayShowCaret(): boolean;
  versionOf(fileId: string): number | null;
  replicaOf(fileId: string): Replica | null;
  show(part: Pick<SessionView, 'people' | 'viewers' | 'editors'>): void;
}): Company {
  const carets = createCarets(versionOf);
  const news = createEmitter<null>();
  let name = firstName;
  let people: readonly PersonView[] = [];
  let own: { readonly fileId: string; readonly from: number; readonly to: number } | null = null;
  /** Whether the others, as far as they are known, have been told where we are. */
  let isAmongThem = false;
  let teller: ReturnType<typeof createPresenceTeller> | null = null;
  let cancelStillHere = clock.schedule(stillHereMs, stillHere);

  return {
    heard(data) {
      const presence = readPresence(data);
      if (!presence) return;
      const others = presence.people.filter((person) => person.clientId !== clientId);
      const next = others.map(({ caret, ...person }): PersonView => ({ ...person, fileId: caret?.fileId ?? null }));
      if (JSON.stringify(next) !== JSON.stringify(people)) people = next;
      show({ people, viewers: presence.viewers, editors: presence.editors });
      if (carets.told(others)) news.emit(null);
      const isAlone = presence.viewers + presence.editors <= 1;
      if (isAlone) isAmongThem = false;
      else if (!isAmongThem && own) {
        isAmongThem = true;
        tell();
      }
    },
    changed(fileId, change, version, by) {
      if (carets.changed(fileId, change, version, by)) news.emit(null);
    },
    leapt() {
      carets.forget();
      news.emit(null);
    },
    parted() {
      isAmongThem = false;
    },
    caretsIn(fileId) {
      if (people.length === 0) return [];
      const replica = replicaOf(fileId);
      const places = carets.in(fileId);
      return people.flatMap((person) => {
        const place = places.get(person.clientId);
        if (!place) return [];
        const at = (offset: number) => (replica ? toVisible(replica, offset) : offset);
        return [{ clientId: person.clientId, name: person.name, from: at(place.from), to: at(place.to) }];
      });
    },
    listenToCarets: (listener) => news.listen(listener),
    showCaret(caret) {
      if (!mayShowCaret()) return;
      own = caret;
      if (people.length === 0) return;
      isAmongThem = true;
      tell();
    },
    callMyself(next) {
      if (next === name) return;
      name = next;
      tell();
    },
    introduction: () => ({ client: clientId, name }),
    close() {
      cancelStillHere();
      teller?.close();
    },
  };

  /** Only who may edit keeps a run going; a thousand viewers are counted by their connections. */
  function stillHere(): void {
    cancelStillHere = clock.schedule(stillHereMs, stillHere);
    if (mayShowCaret()) tell();
  }

  function tell(): void {
    const door = url();
    if (door === null) return;
    teller ??= createPresenceTeller({ url: door, headers, clock, now });
    teller.tell();
  }

  function now() {
    const version = own && versionOf(own.fileId);
    const replica = own && replicaOf(own.fileId);
    const at = (offset: number) => (replica ? toConfirmed(replica, Math.min(offset, replica.text.length)) : offset);
    const caret =
      own && version !== null && mayShowCaret()
        ? { fileId: own.fileId, from: at(own.from), to: at(own.to), version }
        : null;
    return { clientId, name, caret };
  }
}
