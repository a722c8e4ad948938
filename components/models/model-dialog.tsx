'use client';

import dynamic from 'next/dynamic';
import { Dialog } from '../ui/dialog.tsx';
import { words } from '../words.ts';
import { useDesk, useSession } from '../workspace/session-context.tsx';

const ModelPicker = dynamic(() => import('./model-picker.tsx').then((module) => module.ModelPicker), {
  ssr: false,
  loading: () => <p className="p-4 text-13 text-faint">{words.models.pick.looking}</p>,
});

/** The choice of a model. */
export function ModelDialog() {
  const { desk } = useSession();
  const isOpen = useDesk((state) => state.dialog === 'models');
  return (
    <Dialog label={words.models.pick.title} isOpen={isOpen} onClose={() => desk.setState({ dialog: null })}>
      <ModelPicker />
    </Dialog>
  );
}
