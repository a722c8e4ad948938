import type { PageState } from '../page-state.ts';
import { restoreState } from './page-state.ts';
import { patchPage } from './patch-page.ts';

/** The document of the frame, written as it comes. */
export interface FramePage {
  write(html: string): void;
  close(): void;
  /** To be given back to the page once it is whole. */
  restore(state: PageState): void;
  /** Turns the page into this one; false when it has to begin again for that. */
  patch(html: string): boolean;
  restyle(path: string, css: string): void;
  /** An empty document, for a program that is no page; nothing when there is a document. */
  prepare(): void;
  /** Tells, once, that something can be seen. */
  painted(): void;
}

/**
 * Writes the document. `onOpened` is called once the old one is gone, and all listeners with it; `onPainted` when
 * something of the new one can be seen.
 */
export function createPage(onOpened: () => void, onPainted: () => void): FramePage {
  let isOpened = false;
  let isPainted = false;
  /** All that was written. */
  let source = '';
  let toRestore: PageState | null = null;
  let hasModules = false;

  function open(): void {
    if (isOpened) return;
    isOpened = true;
    document.open();
    onOpened();
  }

  function reportPaint(isWhole: boolean): void {
    // What is to be scrolled is not shown before it is.
    if (isPainted || (!isWhole && (toRestore !== null || !hasSomething(document.body)))) return;
    isPainted = true;
    // A frame that nobody sees yet may get no animation frames at all.
    const late = setTimeout(onPainted, 120);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(late);
        onPainted();
      }),
    );
  }

  return {
    write(html) {
      open();
      source += html;
      document.write(html);
      reportPaint(false);
    },
    close() {
      open();
      document.close();
      if (toRestore) restoreState(toRestore);
      else if (location.hash.length > 1) showAnchor(location.hash.slice(1));
      toRestore = null;
      reportPaint(true);
    },
    restore(state) {
      toRestore = state;
    },
    patch(html) {
      try {
        if (!patchPage(source, html, hasModules)) return false;
      } catch {
        // A program can have done anything to its document, and to what documents are changed with.
        return false;
      }
      source = html;
      return true;
    },
    restyle(path, css) {
      for (const sheet of document.querySelectorAll<HTMLStyleElement>('style[data-flint-file]')) {
        if (sheet.dataset['flintFile'] === path) sheet.textContent = css;
      }
    },
    prepare() {
      hasModules = true;
      if (isOpened) return;
      open();
      document.write(emptyDocument);
      document.close();
    },
    painted: () => reportPaint(true),
  };
}

/** A page that is written does not go to its anchor by itself. */
function showAnchor(anchor: string): void {
  const name = decodeAnchor(anchor);
  (document.getElementById(name) ?? document.getElementsByName(name)[0])?.scrollIntoView();
}

function decodeAnchor(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}

const emptyDocument =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Preview</title></head><body></body></html>';

function hasSomething(body: HTMLElement | null): boolean {
  return body !== null && (body.textContent.trim() !== '' || body.querySelector(visible) !== null);
}

const visible = 'canvas,svg,img,input,button,div';
