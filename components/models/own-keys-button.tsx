'use client';

import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';

/** The way to the keys of one's own; on a phone it is among the commands. */
export function OwnKeysButton() {
  const { desk } = useSession();
  return (
    <IconButton
      icon="key"
      label={words.models.keys.title}
      className="max-panes:hidden"
      onClick={() => desk.setState({ dialog: 'keys' })}
    />
  );
}
