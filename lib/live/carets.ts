import type { Change } from '../document/change.ts';
import type { Author } from '../session/session-event.ts';

/** A caret as people tell each other: where a selection began, and where its caret is, in the text of `version`. */
export interface ToldCaret {
  readonly fileId: string;
  readonly from: number;
  readonly to: number;
  readonly version: number;
}

/**
 * Where other people's carets are, in confirmed offsets: told now and then, and in between carried along by every
 * change. A caret that was told for a version which is still to come waits for it. Knows no network and no editor.
 */
export interface Carets {
  /** Who is where, as it was told. True when a caret came, went or moved. */
  told(people: readonly { readonly clientId: string; readonly caret: ToldCaret | null }[]): boolean;
  /** The next confirmed change of a file. True when it was made by the person of a caret, which goes along with their typing. */
  changed(fileId: string, change: Change, version: number, by: Author): boolean;
  /** By person. */
  in(fileId: string): ReadonlyMap<string, { readonly from: number; readonly to: number }>;
  /** Text was leapt over: what was known of its changes is of no more use. */
  forget(): void;
}

/** A caret told for a version older than this many changes is put where it was. */
const mostChanges = 256;

interface Known {
  readonly told: ToldCaret;
  /** Null while its version is still to come. */
  place: { readonly from: number; readonly to: number; readonly version: number } | null;
}

interface Passed {
  readonly change: Change;
  readonly version: number;
  readonly by: Author;
}

/** Makes an empty one. `versionOf` tells the confirmed version of a file. */
export function createCarets(versionOf: (fileId: string) => number | null): Carets {
  const known = new Map<string, Known>();
  const passed = new Map<string, Passed[]>();

  return {
    told(people) {
      let isNews = false;
      const here = new Set<string>();
      for (const { clientId, caret } of people) {
        if (!caret) continue;
        here.add(clientId);
        const before = known.get(clientId);
        // What we have of it was carried further since.
        if (before && isSameCaret(before.told, caret)) continue;
        known.set(clientId, { told: caret, place: place(clientId, caret) });
        isNews = true;
      }
      for (const clientId of [...known.keys()]) {
        if (here.has(clientId)) continue;
        known.delete(clientId);
        isNews = true;
      }
      return isNews;
    },
    changed(fileId, change, version, by) {
      const changes = passed.get(fileId) ?? [];
      passed.set(fileId, changes);
      changes.push({ change, version, by });
      if (changes.length > 2 * mostChanges) changes.splice(0, mostChanges);
      let isNews = false;
      for (const [clientId, caret] of known) {
        if (caret.told.fileId !== fileId) continue;
        if (caret.place) {
          caret.place = carried(caret.place, { change, version, by }, clientId);
          if (isOf(by, clientId)) isNews = true;
        } else if (caret.told.version === version) {
          caret.place = caret.told;
          isNews = true;
        }
      }
      return isNews;
    },
    in(fileId) {
      const places = new Map<string, { readonly from: number; readonly to: number }>();
      for (const [clientId, { told, place: at }] of known) if (at && told.fileId === fileId) places.set(clientId, at);
      return places;
    },
    forget() {
      known.clear();
      passed.clear();
    },
  };

  function place(clientId: string, told: ToldCaret): Known['place'] {
    const version = versionOf(told.fileId);
    if (version === null || told.version > version) return null;
    let at: NonNullable<Known['place']> = told;
    for (const change of passed.get(told.fileId) ?? []) {
      if (change.version === at.version + 1) at = carried(at, change, clientId);
    }
    return { ...at, version };
  }
}

/** A caret after the next change: their own typing takes it along, everybody else's text at its very place comes after it. */
function carried(
  at: NonNullable<Known['place']>,
  { change, version, by }: Passed,
  clientId: string,
): NonNullable<Known['place']> {
  if (isOf(by, clientId)) {
    let end = -1;
    change.iterChangedRanges((_fromBefore, _toBefore, _from, to) => {
      end = to;
    });
    if (end >= 0) return { from: end, to: end, version };
  }
  const clamp = (offset: number) => Math.min(offset, change.length);
  if (at.from === at.to) {
    const moved = change.mapPos(clamp(at.from), -1);
    return { from: moved, to: moved, version };
  }
  const start = change.mapPos(clamp(Math.min(at.from, at.to)), 1);
  const end = Math.max(start, change.mapPos(clamp(Math.max(at.from, at.to)), -1));
  return at.from < at.to ? { from: start, to: end, version } : { from: end, to: start, version };
}

function isOf(by: Author, clientId: string): boolean {
  return by.kind === 'person' && by.clientId === clientId;
}

function isSameCaret(one: ToldCaret, other: ToldCaret): boolean {
  return one.fileId === other.fileId && one.from === other.from && one.to === other.to && one.version === other.version;
}
