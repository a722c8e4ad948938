import { changeFromJson, type ChangeJson, changeToJson, textOf } from '../document/change.ts';
import { type RunSnapshot, restoreRunRecord, snapshotRun } from './run-snapshot.ts';
import type { FileState, Race, Racer, SessionState } from './session-state.ts';

/** A file of a lane: its id alone, where it is as it was in what the lane began with. */
type LaneFileSnapshot = string | (Omit<FileState, 'text'> & { readonly text: string });

/** A race as plain JSON. */
export type RaceSnapshot = Omit<Race, 'racers' | 'base' | 'since'> & {
  readonly racers: readonly (Omit<Racer, 'files' | 'record'> & {
    readonly files: readonly LaneFileSnapshot[];
    readonly record: RunSnapshot;
  })[];
  /** By id alone, where the session's own file is still the same. */
  readonly base: readonly LaneFileSnapshot[];
  readonly since: readonly (readonly [fileId: string, change: ChangeJson])[];
};

/** All races of a session as JSON. A file that two of its copies share is there once. */
export function snapshotRaces({ races, files }: Pick<SessionState, 'races' | 'files'>): readonly RaceSnapshot[] {
  return races.map((race) => ({
    ...race,
    racers: race.racers.map((racer) => ({
      ...racer,
      files: filesOver(race.base, racer.files),
      record: snapshotRun(racer.record),
    })),
    base: filesOver(files, race.base),
    since: [...race.since].map(([fileId, change]) => [fileId, changeToJson(change)] as const),
  }));
}

/** The races that snapshots were taken of, beside these files of the session. */
export function restoreRaces(races: readonly RaceSnapshot[], files: ReadonlyMap<string, FileState>): readonly Race[] {
  return races.map((race) => {
    const base = restoreFiles(files, race.base);
    return {
      ...race,
      racers: race.racers.map((racer) => ({
        ...racer,
        files: restoreFiles(base, racer.files),
        record: restoreRunRecord(racer.record),
      })),
      base,
      since: new Map(race.since.map(([fileId, change]) => [fileId, changeFromJson(change)])),
    };
  });
}

function filesOver(
  under: ReadonlyMap<string, FileState>,
  files: ReadonlyMap<string, FileState>,
): readonly LaneFileSnapshot[] {
  return [...files.values()].map((file) =>
    under.get(file.id) === file ? file.id : { ...file, text: file.text.toString() },
  );
}

function restoreFiles(
  under: ReadonlyMap<string, FileState>,
  files: readonly LaneFileSnapshot[],
): ReadonlyMap<string, FileState> {
  return new Map(
    files.flatMap((one): [string, FileState][] => {
      if (typeof one !== 'string') return [[one.id, { ...one, text: textOf(one.text) }]];
      const file = under.get(one);
      return file ? [[one, file]] : [];
    }),
  );
}
