'use client';

import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { layout } from '../workspace/layout-memory.ts';
import { useDesk, useSession, useView } from '../workspace/session-context.tsx';
import { devices } from './device.ts';
import type { Device } from './device.ts';
import type { PageHistory } from './page-history.ts';
import { PagePath } from './page-path.tsx';
import { savePicture } from './save-picture.ts';

const say = words.program;

interface ToolbarProps {
  /** The size of the screen that is shown, when that is not all the room there is. */
  readonly size: string | null;
  readonly canStop: boolean;
  readonly pages: StoreApi<PageHistory>;
}

/** What can be done with the program that runs. */
export function Toolbar({ size, canStop, pages }: ToolbarProps) {
  const session = useSession();
  const { preview, desk } = session;
  const sessionId = useView((view) => view.sessionId);
  const device = useStore(layout, (state) => state.device);
  const place = useDesk((state) => state.place);
  return (
    <header
      data-place={place}
      className="preview-toolbar flex h-9 shrink-0 items-center gap-0.5 border-b border-line pr-1 pl-3"
    >
      <h2 className="text-12 font-medium text-muted">{words.top.preview}</h2>
      <PagePath pages={pages} />
      {size === null ? null : <span className="preview-size numbers">{size}</span>}
      <span className="flex-1" />
      <select
        aria-label={words.device.label}
        title={words.device.label}
        value={device}
        onChange={(event) => layout.setState({ device: event.target.value as Device })}
        className="quiet-select shrink-0"
      >
        {devices.map((one) => (
          <option key={one} value={one}>
            {words.device.names[one]}
          </option>
        ))}
      </select>
      {canStop ? <IconButton icon="stop" label={say.stop} onClick={() => preview.stop()} /> : null}
      <IconButton icon="reload" label={words.preview.restart} onClick={() => preview.restart()} />
      <IconButton icon="camera" label={say.picture} onClick={() => void savePicture(session)} />
      <IconButton
        icon="phone"
        label={say.phone}
        disabled={sessionId === null}
        onClick={() => desk.setState({ dialog: 'phone' })}
      />
      {sessionId === null ? (
        <IconButton icon="away" label={say.alone} title={say.draft} disabled />
      ) : (
        <a
          href={`/s/${sessionId}/run`}
          target="_blank"
          rel="noopener"
          aria-label={say.alone}
          title={say.alone}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-9"
        >
          <Icon name="away" />
        </a>
      )}
    </header>
  );
}
