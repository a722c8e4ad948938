import { type PageState, readPageState } from './page-state.ts';
import { consoleLimits, type FrameLine, type ShownPart } from './console-messages.ts';
import type { EngineName } from './preview-step.ts';
import { type Problem, readProblem } from './problem.ts';
import { asCount, asText, readLine, readParts } from './read-console-messages.ts';

/** What the page tells the frame, over the port that it handed to it. */
export type HostMessage =
  /** The next piece of the document. The first one begins it. */
  | { readonly type: 'write'; readonly html: string }
  /** The document is whole: the rest may run. */
  | { readonly type: 'close' }
  /** Where the program's page is within its site. Comes before the first piece. */
  | { readonly type: 'address'; readonly address: string }
  /** An answer to `read`; `text` is null when there is no such file. */
  | { readonly type: 'file'; readonly id: number; readonly text: string | null }
  /** What a person did to the page that this one takes the place of. Comes before the first piece. */
  | { readonly type: 'restore'; readonly state: PageState }
  /** Turn the page into this one where it stands, and say whether that could be done. */
  | { readonly type: 'patch'; readonly html: string }
  /** What has a person done to the page? */
  | { readonly type: 'keep' }
  /** A style sheet changed; everything else stays. */
  | { readonly type: 'style'; readonly path: string; readonly css: string }
  /** Run this, or go on with it: the frame loads the engine when it has not yet. */
  | { readonly type: 'run'; readonly engine: EngineName; readonly program: unknown }
  /** End what an engine runs; the frame stays. */
  | { readonly type: 'stop' }
  /** The line that the program asked for. */
  | { readonly type: 'input'; readonly text: string }
  /** What is in this value of the console, from a part on? */
  | { readonly type: 'expand'; readonly id: number; readonly from: number }
  /** Take a picture of what can be seen. */
  | { readonly type: 'picture' }
  /** Are you there? */
  | { readonly type: 'ping' };

/** How far an engine is with what it runs. */
export type RunState = 'loading' | 'running' | 'waiting-for-input' | 'finished';

/** What the frame tells the page. */
export type FrameMessage =
  /** Something of the document can be seen. */
  | { readonly type: 'painted' }
  /** A piece, or a program, was taken in; the next may come. */
  | { readonly type: 'wrote'; readonly tookMs: number }
  | { readonly type: 'lines'; readonly lines: readonly FrameLine[]; readonly dropped: number }
  | { readonly type: 'console-cleared' }
  /** `note` says in few words what is going on, `progress` goes from 0 to 1. */
  | { readonly type: 'state'; readonly state: RunState; readonly note: string | null; readonly progress: number | null }
  | { readonly type: 'problem'; readonly problem: Problem }
  /** What is in a value, and how many parts it has in all; `parts` is null when the frame has let go of it. */
  | {
      readonly type: 'expanded';
      readonly id: number;
      readonly from: number;
      readonly parts: readonly ShownPart[] | null;
      readonly total: number;
    }
  | { readonly type: 'picture'; readonly picture: FramePicture }
  /** A link to another page of the program was followed. */
  | { readonly type: 'navigate'; readonly address: string }
  /** A link to somewhere else was followed. */
  | { readonly type: 'open'; readonly url: string }
  /** What is in this file of the session? */
  | { readonly type: 'read'; readonly id: number; readonly path: string }
  /** An answer to `patch`; the page is as it was when it is not done. */
  | { readonly type: 'patched'; readonly isDone: boolean; readonly tookMs: number }
  /** An answer to `keep`. */
  | { readonly type: 'kept'; readonly state: PageState }
  /** The document goes: another takes its place in the frame. */
  | { readonly type: 'leaving' }
  | { readonly type: 'pong' };

/**
 * A picture as PNG, or why there is none. `shut`: something in it comes from elsewhere and may not be read; `failed`: it
 * could not be drawn.
 */
export type FramePicture = { readonly png: ArrayBuffer } | { readonly png: null; readonly reason: 'shut' | 'failed' };

const runStates: readonly unknown[] = ['loading', 'running', 'waiting-for-input', 'finished'];
const longestNote = 200;
const longestAddress = 2_000;
const largestPictureBytes = 32 * 1024 * 1024;

/**
 * Reads a message from the frame. Strangers' code runs there and can send anything: what is not exactly a message is
 * null, what is too long is cut.
 */
export function readFrameMessage(value: unknown): FrameMessage | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  const message = value as Record<string, unknown>;
  switch (message['type']) {
    case 'painted':
    case 'pong':
    case 'leaving':
    case 'console-cleared':
      return { type: message['type'] };
    case 'navigate':
      return typeof message['address'] === 'string'
        ? { type: 'navigate', address: message['address'].slice(0, longestAddress) }
        : null;
    case 'open':
      return isWebAddress(message['url']) ? { type: 'open', url: message['url'] } : null;
    case 'read': {
      const [id, path] = [asCount(message['id']), message['path']];
      return id !== null && typeof path === 'string' ? { type: 'read', id, path: path.slice(0, longestAddress) } : null;
    }
    case 'patched':
      return { type: 'patched', isDone: message['isDone'] === true, tookMs: asCount(message['tookMs']) ?? 0 };
    case 'kept': {
      const state = readPageState(message['state']);
      return state && { type: 'kept', state };
    }
    case 'wrote':
      return { type: 'wrote', tookMs: asCount(message['tookMs']) ?? 0 };
    case 'lines':
      if (!Array.isArray(message['lines'])) return null;
      return {
        type: 'lines',
        lines: message['lines'].slice(0, consoleLimits.lines).flatMap((line: unknown) => readLine(line) ?? []),
        dropped: (asCount(message['dropped']) ?? 0) + Math.max(0, message['lines'].length - consoleLimits.lines),
      };
    case 'state':
      return readState(message);
    case 'problem': {
      const problem = readProblem(message['problem']);
      return problem && { type: 'problem', problem };
    }
    case 'expanded':
      return readExpanded(message);
    case 'picture':
      return { type: 'picture', picture: readPicture(message['picture']) };
    default:
      return null;
  }
}

function readState({ state, note, progress }: Record<string, unknown>): FrameMessage | null {
  if (!runStates.includes(state)) return null;
  const share = asCount(progress);
  return {
    type: 'state',
    state: state as RunState,
    note: asText(note, longestNote) || null,
    progress: share === null ? null : Math.min(1, share),
  };
}

function readExpanded({ id, from, parts, total }: Record<string, unknown>): FrameMessage | null {
  const [number, first] = [asCount(id), asCount(from)];
  if (number === null || first === null) return null;
  const read = readParts(parts);
  return { type: 'expanded', id: number, from: first, parts: read, total: asCount(total) ?? read?.length ?? 0 };
}

/** What says that it is a PNG is looked at before anybody saves it as one. */
function readPicture(value: unknown): FramePicture {
  const { png, reason } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const isPicture = png instanceof ArrayBuffer && png.byteLength <= largestPictureBytes && startsAsPng(png);
  return isPicture ? { png } : { png: null, reason: reason === 'shut' ? 'shut' : 'failed' };
}

const pngBegins = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function startsAsPng(bytes: ArrayBuffer): boolean {
  const first = new Uint8Array(bytes, 0, Math.min(pngBegins.length, bytes.byteLength));
  return first.length === pngBegins.length && pngBegins.every((byte, index) => first[index] === byte);
}

/** Whether it is the address of a page on the web: the only ones that a person is asked about. */
function isWebAddress(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= longestAddress && /^https?:\/\//i.test(value) && URL.canParse(value)
  );
}
