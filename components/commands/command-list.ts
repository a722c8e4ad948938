import { isAtWork, raceOn } from '../../lib/live/race-view.ts';
import { focusInstruction } from '../instruction-bar/focus-instruction.ts';
import { askForNewFile } from '../files/new-file.ts';
import { liveMode, switchLiveMode } from '../live-mode/live-mode.ts';
import { listPreviewCommands } from '../preview/preview-commands.ts';
import { pickFiles } from '../sharing/import-files.ts';
import { askForRace } from '../race/ask-for-race.ts';
import { currentTheme, setTheme } from '../ui/theme.ts';
import { words } from '../words.ts';
import { withOpen } from '../workspace/desk.ts';
import type { Desk, Place } from '../workspace/desk.ts';
import { areFilesShown, layout } from '../workspace/layout-memory.ts';
import type { OpenSession } from '../workspace/session-context.tsx';
import { undoAndShow } from '../workspace/undo-and-show.ts';

/** Something that can be done from the keyboard by its name. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly keys?: readonly string[];
  readonly act: () => void;
}

/** What can be done now, in this session. */
export function listCommands(session: OpenSession): readonly Command[] {
  const { client, desk, controls, replay } = session;
  const view = client.view.getState();
  const { canEdit, files, canUndo, canRedo } = view;
  const say = words.palette.commands;
  const when = (condition: boolean, ...commands: Command[]) => (condition ? commands : []);
  return [
    ...when(canEdit, { id: 'run', label: say.run, keys: ['Mod', 'I'], act: focusInstruction }),
    ...when(canEdit && !isAtWork(view) && !raceOn(view), { id: 'race', label: say.race, act: askForRace }),
    ...when(canEdit && isAtWork(view), { id: 'stop', label: say.stop, keys: ['Esc'], act: () => void controls.stop() }),
    ...when(canEdit, {
      id: 'new-file',
      label: say.newFile,
      act() {
        layout.setState({ filesOpen: true });
        desk.setState({ place: 'files' });
        askForNewFile();
      },
    }),
    ...when(canEdit && canUndo, { id: 'undo', label: say.undo, act: () => undoAndShow(client, desk, 'undo') }),
    ...when(canEdit && canRedo, { id: 'redo', label: say.redo, act: () => undoAndShow(client, desk, 'redo') }),
    ...listPreviewCommands(session),
    { id: 'files', label: say.files, keys: ['Mod', 'B'], act: () => toggleFiles(desk) },
    { id: 'preview', label: say.preview, keys: ['Mod', 'J'], act: () => togglePreview(desk) },
    { id: 'console', label: say.console, act: () => layout.setState((now) => ({ consoleOpen: !now.consoleOpen })) },
    { id: 'theme', label: say.theme, act: () => setTheme(currentTheme() === 'dark' ? 'light' : 'dark') },
    { id: 'shortcuts', label: say.shortcuts, keys: ['?'], act: () => desk.setState({ dialog: 'shortcuts' }) },
    ...when(replay !== null && client.view.getState().sessionId !== null, {
      id: 'replay',
      label: replay?.open.getState().feed ? say.backToLive : say.replay,
      act: () => (replay?.open.getState().feed ? replay.leave() : replay?.enter()),
    }),
    { id: 'share', label: say.share, act: () => desk.setState({ dialog: 'share' }) },
    ...when(canEdit, { id: 'models', label: say.models, act: () => desk.setState({ dialog: 'models' }) }),
    ...when(canEdit, {
      id: 'live',
      label: say.live(liveMode.getState().isOn),
      act: () => switchLiveMode(!liveMode.getState().isOn),
    }),
    ...when(canEdit, { id: 'keys', label: say.keys, act: () => desk.setState({ dialog: 'keys' }) }),
    { id: 'import', label: say.import, act: pickFiles },
    { id: 'new', label: say.new, act: () => window.location.assign('/') },
    { id: 'starters', label: say.starters, act: () => window.location.assign('/starters') },
    ...files.map((file) => ({
      id: `open-${file.id}`,
      label: say.open(file.path),
      act: () =>
        desk.setState((state) => ({ ...withOpen(state, file.id), isFollowing: false, place: 'code' as const })),
    })),
  ];
}

/** Shows or hides the files; in a narrow window goes there and back. */
export function toggleFiles(desk: Desk): void {
  if (isNarrow()) goOrReturn(desk, 'files');
  else layout.setState((now) => ({ filesOpen: !areFilesShown(now) }));
}

/** Shows or hides the preview; in a narrow window goes there and back. */
export function togglePreview(desk: Desk): void {
  if (isNarrow()) goOrReturn(desk, 'preview');
  else layout.setState((now) => ({ previewOpen: !now.previewOpen }));
}

function isNarrow(): boolean {
  return matchMedia('(width < 45rem)').matches;
}

function goOrReturn(desk: Desk, place: Place): void {
  desk.setState((now) => ({ place: now.place === place ? 'code' : place }));
}

/** Commands whose name holds every word of the search, those that begin with it first. */
export function matchCommands(commands: readonly Command[], search: string): readonly Command[] {
  const parts = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = commands.filter(({ label }) => parts.every((part) => label.toLowerCase().includes(part)));
  const begins = (command: Command) =>
    parts[0] !== undefined && command.label.toLowerCase().startsWith(parts[0]) ? 0 : 1;
  return fitting.toSorted((a, b) => begins(a) - begins(b));
}
