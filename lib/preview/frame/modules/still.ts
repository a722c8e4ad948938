/** A picture of what an element showed: what stands there when what comes after cannot be shown. */
export interface Still {
  show(): void;
  remove(): void;
}

/** Takes the picture; null when there is nothing to be seen. */
export function takeStill(container: Element): Still | null {
  if (container.childNodes.length === 0) return null;
  const picture = container.cloneNode(true) as HTMLElement;
  copyCanvases(container, picture);
  picture.inert = true;
  let display: string | null = null;
  return {
    show() {
      if (!(container instanceof HTMLElement) || picture.isConnected) return;
      display = container.style.display;
      container.style.display = 'none';
      container.after(picture);
    },
    remove() {
      picture.remove();
      if (display !== null && container instanceof HTMLElement) container.style.display = display;
      display = null;
    },
  };
}

function copyCanvases(from: Element, to: Element): void {
  const copies = to.querySelectorAll('canvas');
  from.querySelectorAll('canvas').forEach((canvas, index) => {
    try {
      copies[index]?.getContext('2d')?.drawImage(canvas, 0, 0);
    } catch {
      // A canvas without a size has no picture.
    }
  });
}
