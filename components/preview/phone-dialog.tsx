'use client';

import { CopyField } from '../sharing/copy-field.tsx';
import { QrCode } from '../sharing/qr-code.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DialogHeader } from '../ui/dialog-header.tsx';
import { words } from '../words.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';

const say = words.program;

/** The program's own address, for a phone to read from the screen. */
export function PhoneDialog() {
  const { desk } = useSession();
  const isOpen = useDesk((state) => state.dialog === 'phone');
  const close = () => desk.setState({ dialog: null });
  return (
    <Dialog label={say.phoneTitle} isOpen={isOpen} onClose={close} className="max-w-sm">
      <DialogHeader title={say.phoneTitle} onClose={close} />
      <ProgramLink />
    </Dialog>
  );
}

function ProgramLink() {
  const sessionId = useView((view) => view.sessionId);
  if (sessionId === null) return <p className="p-4 text-13 text-muted">{say.draft}</p>;
  const link = `${window.location.origin}/s/${sessionId}/run`;
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(window.location.hostname);
  return (
    <div className="flex flex-col gap-4 overflow-y-auto p-4">
      <QrCode text={link} className="size-52 self-center rounded-md" />
      <CopyField label={say.phoneLink} value={link} hint={say.phoneHint} />
      {isLocal ? <p className="border-l border-line-strong pl-2 text-12 text-muted">{say.phoneLocal}</p> : null}
    </div>
  );
}
