'use client';

import { useLayoutEffect, useState } from 'react';
import type { CSSProperties, RefObject } from 'react';
import { words } from '../words.ts';
import { fitDevice } from './device.ts';
import type { Device, Size } from './device.ts';

/** How frames stand on their stage, as the stage's style, and the screen's size in words where it is not the stage's. */
export function useFit(
  stage: RefObject<HTMLElement | null>,
  device: Device,
): { readonly style: CSSProperties; readonly size: string | null } {
  const [room, setRoom] = useState<Size | null>(null);

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element || device === 'full') return;
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage, device]);

  if (device === 'full' || !room) return { style: {}, size: null };
  const { width, height, scale, left, top } = fitDevice(device, room);
  const style = {
    '--frame-width': `${width}px`,
    '--frame-height': `${height}px`,
    '--frame-left': `${left}px`,
    '--frame-top': `${top}px`,
    '--frame-scale': String(scale),
  } as CSSProperties;
  return { style, size: words.device.size(width, height, Math.round(scale * 100)) };
}
