import { IconButton } from './button.tsx';
import { words } from '../words.ts';

/** What a dialog is called, and the way out of it. */
export function DialogHeader({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  return (
    <header className="flex h-12 shrink-0 items-center justify-between border-b border-line pr-2.5 pl-4">
      <h2 className="text-14 font-medium">{title}</h2>
      <IconButton icon="close" label={words.common.close} onClick={onClose} />
    </header>
  );
}
