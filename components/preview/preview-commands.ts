import { isRunning } from '../../lib/session/run-machine.ts';
import type { Command } from '../commands/command-list.ts';
import { words } from '../words.ts';
import { layout } from '../workspace/layout-memory.ts';
import type { OpenSession } from '../workspace/session-context.tsx';
import { nextAutoFix } from './auto-fix.ts';
import { devices } from './device.ts';
import { autoFix, turnAutoFix } from './drive-auto-fix.ts';
import { fixProblem } from './fix-problem.ts';
import { savePicture } from './save-picture.ts';

/** What can be done with the program that runs, by name. */
export function listPreviewCommands(session: OpenSession): readonly Command[] {
  const { client, desk, controls, preview, problems } = session;
  const { canEdit, run, sessionId } = client.view.getState();
  const [problem] = problems.getState().problems;
  const say = words.program;
  const { isOn } = autoFix.getState();
  const shown = layout.getState().device;
  return [
    { id: 'restart', label: words.palette.commands.restart, act: () => preview.restart() },
    ...(preview.canStop() ? [{ id: 'stop-program', label: say.stop, act: () => preview.stop() }] : []),
    ...(problem && canEdit && !isRunning(run)
      ? [
          {
            id: 'fix',
            label: words.problems.fixCommand,
            act() {
              autoFix.setState((state) => nextAutoFix(state, 'asked'));
              void fixProblem(controls, problem);
            },
          },
        ]
      : []),
    ...(canEdit
      ? [
          {
            id: 'auto-fix',
            label: isOn ? words.problems.turnOff : words.problems.turnOn,
            act: () => turnAutoFix(!isOn),
          },
        ]
      : []),
    ...devices
      .filter((device) => device !== shown)
      .map((device) => ({
        id: `device-${device}`,
        label: words.device.command(device),
        act: () => layout.setState({ device }),
      })),
    { id: 'picture', label: say.picture, act: () => void savePicture(session) },
    ...(sessionId === null
      ? []
      : [
          { id: 'alone', label: say.alone, act: () => void window.open(`/s/${sessionId}/run`, '_blank', 'noopener') },
          { id: 'phone', label: say.phone, act: () => desk.setState({ dialog: 'phone' as const }) },
        ]),
  ];
}
