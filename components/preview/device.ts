/** A screen that the program can be looked at on. `full`: the room there is. */
export type Device = 'full' | 'phone' | 'tablet' | 'desktop';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** In CSS pixels. */
const deviceSizes: Readonly<Record<Exclude<Device, 'full'>, Size>> = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1_180 },
  desktop: { width: 1_280, height: 800 },
};

export const devices: readonly Device[] = ['full', 'phone', 'tablet', 'desktop'];

/** How a frame stands on its stage. */
export interface FrameFit extends Size {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** Room that is left around a device, so that its edges are seen. */
const marginPx = 12;

/** Puts a device's screen on a stage: as large as it is, or as large as there is room, in the middle of the width. */
export function fitDevice(device: Device, stage: Size): FrameFit {
  if (device === 'full') return { ...stage, scale: 1, left: 0, top: 0 };
  const size = deviceSizes[device];
  const room = { width: Math.max(1, stage.width - 2 * marginPx), height: Math.max(1, stage.height - 2 * marginPx) };
  const scale = Math.min(1, room.width / size.width, room.height / size.height);
  return {
    ...size,
    scale,
    left: Math.round((stage.width - size.width * scale) / 2),
    top: Math.round(Math.max(marginPx, (stage.height - size.height * scale) / 2)),
  };
}
