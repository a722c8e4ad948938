import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { devices } from '../preview/device.ts';
import type { Device } from '../preview/device.ts';
import { readStored, store } from '../ui/storage.ts';

/** How the panes lie. `filesOpen` is null while nobody chose: then the width of the window decides. */
export interface Layout {
  readonly filesOpen: boolean | null;
  readonly filesWidth: number;
  readonly previewOpen: boolean;
  /** The preview's part of the window's width. */
  readonly previewShare: number;
  readonly consoleOpen: boolean;
  /** The screen that the program is looked at on. */
  readonly device: Device;
}

export const filesWidths = { least: 176, most: 480, usual: 240 };
export const previewShares = { least: 0.2, most: 0.7, usual: 0.42 };

const key = 'flint:layout';
const usual: Layout = {
  filesOpen: null,
  filesWidth: filesWidths.usual,
  previewOpen: true,
  previewShare: previewShares.usual,
  consoleOpen: false,
  device: 'full',
};

/** Holds a size between its bounds. */
function within(value: number, bounds: { readonly least: number; readonly most: number }): number {
  return Math.min(bounds.most, Math.max(bounds.least, value));
}

/** Reads a remembered layout; what is missing or makes no sense is as usual. */
export function parseLayout(text: string | null): Layout {
  let kept: Partial<Record<keyof Layout, unknown>> = {};
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value !== null) kept = value;
  } catch {
    return usual;
  }
  const size = (value: unknown, bounds: { least: number; most: number; usual: number }) =>
    typeof value === 'number' && Number.isFinite(value) ? within(value, bounds) : bounds.usual;
  return {
    filesOpen: typeof kept.filesOpen === 'boolean' ? kept.filesOpen : null,
    filesWidth: size(kept.filesWidth, filesWidths),
    previewOpen: kept.previewOpen !== false,
    previewShare: size(kept.previewShare, previewShares),
    consoleOpen: kept.consoleOpen === true,
    device: devices.find((device) => device === kept.device) ?? 'full',
  };
}

/** The layout of this browser. Every change is put on the page at once (as `beforePaint` did at first) and remembered. */
export const layout: StoreApi<Layout> = createStore<Layout>(() => usual);

/** Takes up what was remembered, and from then on remembers. Returns what ends it. */
export function startLayout(): () => void {
  layout.setState(parseLayout(readStored('local', key)));
  return layout.subscribe((now) => {
    const root = document.documentElement;
    if (now.filesOpen !== null) root.dataset['files'] = now.filesOpen ? 'open' : 'closed';
    root.dataset['preview'] = now.previewOpen ? 'open' : 'closed';
    root.dataset['console'] = now.consoleOpen ? 'open' : 'closed';
    root.style.setProperty('--files-width', `${now.filesWidth}px`);
    root.style.setProperty('--preview-share', String(now.previewShare));
    const { filesOpen, ...rest } = now;
    store('local', key, JSON.stringify(filesOpen === null ? rest : now));
  });
}

/** Whether the files are shown now, by choice or by the window's width. */
export function areFilesShown(now: Layout): boolean {
  return now.filesOpen ?? matchMedia('(min-width: 68rem)').matches;
}
