import type { PreviewFile, ReadFile } from './build-document.ts';

/** What runs a program in the frame; `lib/preview/frame/engines` has one file for each. */
export type EngineName = 'modules' | 'python' | 'markdown' | 'json' | 'drawing';

/** The session as the preview sees it at one moment. */
export interface PreviewInput {
  readonly entry: PreviewFile | null;
  /** Of all files. */
  readonly paths: readonly string[];
  readonly readFile: ReadFile;
  /**
   * Where a model writes now: that file is unfinished. `isRewriting` when it writes the whole file anew, so that what
   * stands behind the pen is about to go. Null when nobody but people write.
   */
  readonly pen: null | { readonly path: string; readonly at: number; readonly isRewriting: boolean };
  /** Whether a run goes on: files that the program needs may be missing still. Also between two files, without a pen. */
  readonly isRunning?: boolean;
}

/**
 * What is to be done in the frame. `begin`, `replace` and a `run` that does not keep the frame make a new one; the old
 * one stays until the new one can be seen.
 */
export type PreviewStep =
  | { readonly do: 'clear' }
  | { readonly do: 'begin'; readonly html: string }
  | { readonly do: 'write'; readonly html: string }
  | { readonly do: 'finish'; readonly html: string }
  /** `keepsState` when it is the same page: what a person did to it goes over into the new frame. */
  | { readonly do: 'replace'; readonly html: string; readonly keepsState?: true }
  /** Turns the page into this one where it stands. A frame that cannot says so, and the page has to begin again. */
  | { readonly do: 'patch'; readonly html: string }
  | { readonly do: 'restyle'; readonly path: string; readonly css: string }
  | {
      readonly do: 'run';
      readonly engine: EngineName;
      /** As the engine takes it, or as what prepares programs for it does. */
      readonly program: unknown;
      /** Whether what runs goes on with this: a refresh, a second run in the same interpreter. */
      readonly keepsFrame: boolean;
    };

/** A page or a drawing in the frame. `styles` holds each style sheet as it stands in `html` and as it was exchanged since. */
export interface ShownDocument {
  readonly kind: 'document';
  readonly path: string;
  readonly html: string;
  /** Whether more of it is awaited: its last scripts have not run. */
  readonly isOpen: boolean;
  /** Whether what changes may be tried in place: not once the frame has refused to. */
  readonly mayPatch: boolean;
  readonly styles: ReadonlyMap<string, { readonly sent: string; readonly now: string }>;
  /** The modules of a page as they run in it; null when it has none, or none ran yet. */
  readonly modules: { readonly source: string; readonly isOpen: boolean } | null;
}

/** A program that an engine runs in the frame. */
export interface ShownRun {
  readonly kind: 'run';
  readonly engine: EngineName;
  readonly path: string;
  /** All that went into it: the same again is the same program. */
  readonly source: string;
  /** Whether it was run before it was written to its end. */
  readonly isOpen: boolean;
}

/** What the frame was given. */
export type Shown = ShownDocument | ShownRun;

/** How the frame gets from what it shows to what the session is now. */
export interface PreviewPlan {
  readonly steps: readonly PreviewStep[];
  readonly shown: Shown | null;
  /** For so long nothing may have changed before the steps are carried out; else the driver decides. */
  readonly quietMs?: number;
}

/** What of a program makes it that program: one that hung is not started again while this stays the same. */
export function sourceOf(shown: Shown): string {
  return shown.kind === 'document' ? shown.html : shown.source;
}
