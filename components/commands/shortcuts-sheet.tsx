'use client';

import { Dialog } from '../ui/dialog.tsx';
import { DialogHeader } from '../ui/dialog-header.tsx';
import { Key } from '../ui/key.tsx';
import { words } from '../words.ts';
import { useDesk, useSession } from '../workspace/session-context.tsx';
import { keyName } from './key-name.ts';

const say = words.shortcuts;

const groups: readonly { readonly label: string; readonly rows: readonly (readonly [string, ...string[]])[] }[] = [
  {
    label: say.groups.instruction,
    rows: [
      [say.run, 'Enter'],
      [say.revertAndRedirect, 'Shift', 'Enter'],
      [say.stop, 'Esc'],
      [say.newline, 'Alt', 'Enter'],
      [say.recall, '↑', '↓'],
      [say.keepRacer, '1', '2', '3', '4'],
    ],
  },
  {
    label: say.groups.everywhere,
    rows: [
      [say.palette, 'Mod', 'K'],
      [say.instruction, 'Mod', 'I'],
      [say.editor, 'Mod', 'E'],
      [say.follow, 'Alt', 'F'],
      [say.nextChange, 'Alt', 'F5'],
      [say.takeProposal, 'Tab'],
      [say.files, 'Mod', 'B'],
      [say.preview, 'Mod', 'J'],
      [say.shortcuts, '?'],
    ],
  },
  {
    label: say.groups.replay,
    rows: [
      [say.play, 'Space'],
      [say.fiveSeconds, '←', '→'],
      [say.turn, 'Shift', '←', '→'],
      [say.mark, '[', ']'],
      [say.ends, 'Home', 'End'],
      [say.speed, '<', '>'],
      [say.leave, 'Esc'],
    ],
  },
];

export function ShortcutsSheet() {
  const { desk } = useSession();
  const isOpen = useDesk((state) => state.dialog === 'shortcuts');
  const close = () => desk.setState({ dialog: null });
  return (
    <Dialog label={say.label} isOpen={isOpen} onClose={close}>
      <DialogHeader title={say.label} onClose={close} />
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
        {groups.map((group) => (
          <section key={group.label} aria-label={group.label}>
            <h3 className="pb-1 text-12 text-faint">{group.label}</h3>
            <dl>
              {group.rows.map(([label, ...keys]) => (
                <div key={label} className="flex h-8 items-center justify-between gap-4">
                  <dt>{label}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <Key key={key} name={keyName(key)} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
