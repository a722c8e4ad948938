import { createStore } from 'zustand/vanilla';
import { textOf, Text } from '../../lib/document/change.ts';
import type { SessionClient, SessionView } from '../../lib/live/session-view.ts';
import { viewRaces } from '../../lib/live/race-view.ts';
import { viewFiles, viewTurns } from '../../lib/live/view-of-state.ts';
import { emptySession } from '../../lib/session/session-state.ts';
import type { SessionSnapshot } from '../../lib/session/snapshot.ts';
import { restoreSnapshot } from '../../lib/session/snapshot.ts';

/** A file as a draft begins with it. */
export interface StarterFile {
  readonly path: string;
  readonly text: string;
}

/** What a page is opened on. */
export type PageOpening =
  | {
      readonly kind: 'existing';
      readonly sessionId: string;
      readonly snapshot: SessionSnapshot;
      /** The moment that the page is opened at, when that is not now. */
      readonly past?: SessionSnapshot | null;
    }
  | {
      readonly kind: 'draft';
      readonly title?: string;
      readonly files: readonly StarterFile[];
      /** What may be asked for first; the usual things when it is not said. */
      readonly ideas?: readonly string[];
    };

/**
 * A session that stands still: what the server draws, and the browser's first drawing, which must be the same. Nothing
 * can be done with it; the live one takes its place as soon as the page runs.
 */
export function createStillClient(opening: PageOpening): SessionClient {
  const texts = new Map<string, Text>();
  let confirmed = emptySession;
  let view: SessionView = {
    sessionId: null,
    title: '',
    parent: null,
    canEdit: true,
    connection: 'draft',
    files: [],
    run: { status: 'idle', last: null },
    turns: [],
    races: [],
    racing: null,
    progress: null,
    penFileId: null,
    notices: [],
    people: [],
    editors: 0,
    viewers: 0,
    isWithdrawn: false,
    unsent: 0,
    canUndo: false,
    canRedo: false,
    sequence: 0,
  };
  if (opening.kind === 'existing') {
    const state = restoreSnapshot(opening.past ?? opening.snapshot);
    confirmed = state;
    const { title, parent, run, sequence } = state;
    const shown = { files: viewFiles(state, []), turns: viewTurns(state, []), races: viewRaces(state, []) };
    view = { ...view, ...shown, sessionId: opening.sessionId, connection: 'connecting', title, parent, run, sequence };
    for (const file of state.files.values()) texts.set(file.id, file.text);
  } else {
    const files = opening.files.map(({ path }) => ({ id: path, path }));
    view = { ...view, title: opening.title ?? '', files };
    for (const file of opening.files) texts.set(file.path, textOf(file.text));
  }
  const no = () => Promise.resolve({ status: 'refused', code: 'not-ready', text: '' } as const);
  const silent = () => () => {};
  return {
    clientId: '',
    view: createStore(() => view),
    textOf: (fileId) => texts.get(fileId) ?? Text.empty,
    editText() {},
    endUndoStep() {},
    propose: () => null,
    listenToText: silent,
    listenToAnyText: silent,
    penAt: () => null,
    listenToPen: silent,
    hunksOf: () => [],
    listenToHunks: silent,
    startRun: no,
    continueRun: no,
    startRace: no,
    pickRacer: no,
    redirectRun: no,
    stopRun: no,
    resumeRun: no,
    revertRun: no,
    restoreRun: no,
    acceptChanges: no,
    revertChanges: no,
    nameVersion: no,
    restoreVersion: no,
    confirmed: () => confirmed,
    listenToEvents: silent,
    listenToLeaps: silent,
    stateAt: () => Promise.resolve(null),
    editToken: () => null,
    renewEditToken: no,
    caretsIn: () => [],
    listenToCarets: silent,
    showCaret() {},
    callMyself() {},
    unsentChanges: () => null,
    undo: () => null,
    redo: () => null,
    createFile: no,
    renameFile: no,
    deleteFile: no,
    renameSession: no,
    notify() {},
    dismissNotice() {},
    close() {},
  };
}
