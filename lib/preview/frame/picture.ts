import type { FramePicture } from '../frame-messages.ts';
import { drawDocument } from './draw-document.ts';

/** A picture is not larger than this, so that it can be passed on. */
const mostPixels = 8_000_000;

/**
 * Takes a picture of the program as it stands there now. A program that is one canvas is read from it; any other document
 * is drawn anew, canvases and all.
 */
export async function takePicture(): Promise<FramePicture> {
  await nextFrame();
  try {
    const canvas = onlyCanvas();
    const picture = canvas && canvas.width * canvas.height <= mostPixels ? canvas : await drawDocument(mostPixels);
    return { png: await pngOf(picture) };
  } catch (error) {
    return { png: null, reason: error instanceof DOMException && error.name === 'SecurityError' ? 'shut' : 'failed' };
  }
}

/**
 * Right after the program drew: what WebGL drew is gone when the frame is over. A program that draws asked for the frame
 * before we did. A frame that is not seen gets none.
 */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 500);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

/** The canvas that is all there is to see. */
function onlyCanvas(): HTMLCanvasElement | null {
  const canvas = document.querySelector('canvas');
  if (!canvas || document.querySelectorAll('canvas').length > 1) return null;
  const { width, height } = canvas.getBoundingClientRect();
  if (width < innerWidth * 0.95 || height < innerHeight * 0.95) return null;
  for (const element of document.body.querySelectorAll('*')) {
    const isBare =
      element.contains(canvas) || element instanceof HTMLScriptElement || element instanceof HTMLStyleElement;
    if (!isBare && element.getClientRects().length > 0) return null;
  }
  return canvas;
}

async function pngOf(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('The canvas is empty.');
  return blob.arrayBuffer();
}
