import type { FramePicture } from '../../lib/preview/frame-messages.ts';

/** What can be asked of a preview from elsewhere on the page. */
export interface PreviewHandle {
  /** Starts the program again. */
  restart(): void;
  /** Whether there is a program that can be ended. */
  canStop(): boolean;
  /** Ends the program, and leaves what it shows. */
  stop(): void;
  /** A picture of what the program shows now. */
  takePicture(): Promise<FramePicture>;
}

/** The handle while no preview is there. */
export function noPreview(): PreviewHandle {
  return {
    restart() {},
    canStop: () => false,
    stop() {},
    takePicture: () => Promise.resolve({ png: null, reason: 'failed' }),
  };
}
