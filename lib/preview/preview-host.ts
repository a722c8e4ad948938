import type { Clock } from '../base/clock.ts';
import type { FrameLine } from './console-messages.ts';
import { createFloodWatch } from './flood-watch.ts';
import { readFrameMessage } from './frame-messages.ts';
import type { FrameMessage, FramePicture, HostMessage, RunState } from './frame-messages.ts';
import type { EngineName, PreviewStep } from './preview-step.ts';
import { keepKeys } from './keep-keys.ts';
import type { PageState } from './page-state.ts';
import type { Problem } from './problem.ts';
import { senderOf } from './message-sender.ts';

/**
 * Why a program had to be ended: it did not answer; it left its frame for another address; it began again and again; it
 * sent more than the page can take in; it would not leave the keys to who typed elsewhere.
 */
export type Trouble = 'stuck' | 'left' | 'restless' | 'flooding' | 'grabbing';

type RunStep = Extract<PreviewStep, { readonly do: 'run' }>;
type RunMessage = Extract<HostMessage, { readonly type: 'run' }>;

/** What is done in the page before an engine in the frame gets a program. */
export interface Preparation {
  /**
   * The program as the engine takes it, and whether it may go on in the frame that there is; null when it cannot be run,
   * so that what is shown stays, and `againInMs` when it is too soon for it. Called again only when it answered, or when
   * its answer no longer matters.
   */
  prepare(
    program: unknown,
    keepsFrame: boolean,
  ): Promise<{ readonly program: unknown; readonly keepsFrame: boolean } | { readonly againInMs: number } | null>;
  /** A frame of its own took so long from its beginning until it had taken in what was prepared. */
  began?(tookMs: number): void;
}

export interface PreviewHostOptions {
  /** Where the frames are put. Frames fill it; the one that is shown lies on top. */
  readonly stage: HTMLElement;
  /** The address of the frame's document. */
  readonly address: string;
  /** Where the page is that is begun, within the session's site. */
  readonly pageAddress: () => string;
  /** Reads a file of the session; null when there is none. */
  readonly readFile: (path: string) => string | null;
  /** The program goes to another page of the session. False when there is none. */
  readonly onNavigate: (address: string) => boolean;
  /** Somebody followed a link to elsewhere. */
  readonly onOpen: (url: string) => void;
  readonly title: string;
  readonly clock: Clock;
  /** Engines without one get their programs as they were planned. */
  readonly preparations?: Partial<Record<EngineName, Preparation>>;
  /** A new program starts: its console is empty. `isSameFrame` when it goes on from the one before. */
  readonly onProgramStarted: (isSameFrame: boolean) => void;
  readonly onLines: (lines: readonly FrameLine[], dropped: number) => void;
  readonly onConsoleCleared: () => void;
  /** What is in a value of the console that was asked for. */
  readonly onExpanded: (answer: Extract<FrameMessage, { readonly type: 'expanded' }>) => void;
  readonly onProblem: (problem: Problem) => void;
  readonly onState: (state: RunState, note: string | null, progress: number | null) => void;
  /** A program can be seen. */
  readonly onShown: () => void;
  /** A program was made ready for its engine, or could not be; the time that took, and in what time it makes sense to try again. */
  readonly onPrepared: (tookMs: number, againInMs: number) => void;
  /** The frame has taken in what it was given; the time that took it. */
  readonly onTaken: (tookMs: number) => void;
  /** What was tried in place could not be done there. */
  readonly onRefused: () => void;
  /** The program has not answered for a while; or it does again. */
  readonly onAnswering: (isAnswering: boolean) => void;
  /** The program was ended, and its frames were removed. */
  readonly onTrouble: (trouble: Trouble) => void;
}

/** The frames of one preview. */
export interface PreviewHost {
  carryOut(step: PreviewStep): void;
  /** Whether a program is being prepared, the frame still chews on what it was given, or what hung is not gone yet. */
  isBusy(): boolean;
  /** Tells the frame that counts now: the one being filled, else the one that is seen. */
  tell(message: Extract<HostMessage, { readonly type: 'stop' | 'input' | 'expand' }>): void;
  /** A picture of the frame that is seen. */
  takePicture(): Promise<FramePicture>;
  /** Removes all frames and what runs in them. */
  clear(): void;
  close(): void;
}

interface Frame {
  readonly element: HTMLIFrameElement;
  port: MessagePort | null;
  /** What it was given, so that a program that reloads itself gets it again. */
  written: string;
  /** Where its page is. */
  address: string | null;
  /** What it is being turned into. */
  patching: string | null;
  isClosed: boolean;
  ran: RunMessage | null;
  /** When it began for a program that was prepared, until it has taken that in. */
  awaitedSinceMs: number | null;
  waiting: HostMessage[];
  /** Whether it waits for what goes over into it. */
  isHeld: boolean;
  unanswered: number;
  /** When it began lately, so that one which begins over and over is noticed. */
  begunAtMs: number[];
  /** Calls off what happens when it stays away. */
  endAbsence: (() => void) | null;
}

const pingEveryMs = 1_500;
const silentAfterPings = 2;
const stuckAfterPings = 4;
const pictureWithinMs = 8_000;
/** Once nothing was written for this long, the next frame is loaded: the page and what runs in it come first. */
const reserveAfterMs = 400;
/** What does not say in this time what a person did to it begins without that. */
const keptWithinMs = 80;
/**
 * Until the process of frames that hung is gone. Chromium puts a new frame that comes before into it, where it hangs as
 * well: at once it never loaded, after a second it always did.
 */
const processEndsInMs = 1_500;
const noPicture: FramePicture = { png: null, reason: 'failed' };
/** A program that has left its document comes back within this time, or it is gone. */
const backWithinMs = 1_500;
/** A program may begin again by itself so often within this time. */
const mostBeginnings = 8;
const beginningsWithinMs = 10_000;
/** An honest frame sends far less. */
const windowFlood = { withinMs: 1_000, most: 200, mostMs: 200 };
const portFlood = { withinMs: 1_000, most: 1_000, mostMs: 400 };

/**
 * Keeps the preview's frames: one that is seen, at most one that is being filled, and an empty one in reserve, so that a
 * change is never seen as a white page. A frame is trusted only as far as its window is known (`event.source`), and
 * then spoken to over a port of its own.
 */
export function createPreviewHost(options: PreviewHostOptions): PreviewHost {
  const { stage, clock } = options;
  let shown: Frame | null = null;
  let filling: Frame | null = null;
  let reserve: Frame | null = null;
  /** Sent since the frame last answered. */
  let pings = 0;
  /** From when on a new frame gets a process that does not hang. */
  let freshAtMs = Number.NEGATIVE_INFINITY;
  /** Counts what was asked for: what was prepared for an older wish is dropped. */
  let wish = 0;
  let isPreparing = false;
  let isOver = false;
  let sentAtMs = 0;
  let endReserving = () => {};
  /** Who waits for what a person did to the page. */
  let kept: (state: PageState) => void = () => {};
  /** Who waits for a picture. */
  let pictured: (picture: FramePicture) => void = () => {};

  const fromWindows = createFloodWatch(clock, windowFlood);
  const fromPorts = createFloodWatch(clock, portFlood);
  const endKeys = keepKeys(stage, () => end('grabbing'));

  // Before anything else in the page that listens and would read what strangers send.
  window.addEventListener('message', onWindowMessage, true);
  let endPing = clock.schedule(pingEveryMs, ping);

  function newFrame(): Frame {
    const element = document.createElement('iframe');
    element.setAttribute('sandbox', 'allow-scripts');
    element.setAttribute('referrerpolicy', 'no-referrer');
    element.tabIndex = -1;
    element.setAttribute('aria-hidden', 'true');
    element.dataset['state'] = 'waiting';
    element.src = options.address;
    stage.append(element);
    return {
      element,
      port: null,
      written: '',
      address: null,
      patching: null,
      isClosed: false,
      ran: null,
      awaitedSinceMs: null,
      waiting: [],
      isHeld: false,
      unanswered: 0,
      begunAtMs: [],
      endAbsence: null,
    };
  }

  function onWindowMessage(event: MessageEvent<unknown>): void {
    const sender = senderOf(event.source, window);
    const frame = [shown, filling, reserve].find((one) => one?.element.contentWindow === sender?.child);
    if (!sender || !frame) return;
    event.stopImmediatePropagation();
    const startMs = clock.monotonicMs();
    // A frame within the program's frame speaks for nobody: what it says is not even read.
    const ready = sender.isNested ? null : readReady(event.data);
    if (fromWindows.took(clock.monotonicMs() - startMs)) end('flooding');
    else if (ready) handOverPort(frame, ready.address);
  }

  function handOverPort(frame: Frame, address: string): void {
    const isReloaded = frame.port !== null;
    frame.endAbsence?.();
    frame.endAbsence = null;
    const nowMs = clock.monotonicMs();
    frame.begunAtMs = [...frame.begunAtMs.filter((atMs) => nowMs - atMs < beginningsWithinMs), nowMs];
    if (frame.begunAtMs.length > mostBeginnings) {
      end('restless');
      return;
    }
    frame.port?.close();
    const { port1, port2 } = new MessageChannel();
    frame.port = port1;
    port1.addEventListener('message', (event: MessageEvent<unknown>) => onPortMessage(frame, port1, event));
    port1.start();
    // The frame's origin is opaque, so no target origin can name it; its window was checked above.
    frame.element.contentWindow?.postMessage({ type: 'flint-preview-port' }, '*', [port2]);
    if (isReloaded) {
      frame.unanswered = 0;
      frame.waiting = [];
      frame.written = frame.patching ?? frame.written;
      frame.patching = null;
      // It went to another page by itself.
      const isElsewhere = address !== '' && withoutAnchor(address) !== withoutAnchor(frame.address ?? '');
      if (isElsewhere && frame === (filling ?? shown) && options.onNavigate(address)) return;
      if (frame === (filling ?? shown)) options.onProgramStarted(false);
      if (frame.address !== null) send(frame, { type: 'address', address: frame.address });
      if (frame.written !== '') send(frame, { type: 'write', html: frame.written });
      if (frame.isClosed) send(frame, { type: 'close' });
      if (frame.ran) send(frame, frame.ran);
      return;
    }
    flush(frame);
  }

  function flush(frame: Frame): void {
    for (const message of frame.waiting.splice(0)) send(frame, message);
  }

  function send(frame: Frame, message: HostMessage): void {
    if (!frame.port || frame.isHeld) {
      frame.waiting.push(message);
      return;
    }
    if (message.type === 'write' || message.type === 'patch' || message.type === 'run') frame.unanswered += 1;
    if (message.type !== 'ping') sentAtMs = clock.monotonicMs();
    frame.port.postMessage(message);
  }

  function reserveSoon(): void {
    endReserving();
    endReserving = clock.schedule(reserveAfterMs, () => {
      if (reserve || !shown) return;
      if (clock.monotonicMs() - sentAtMs < reserveAfterMs) reserveSoon();
      else reserve = newFrame();
    });
  }

  function onPortMessage(frame: Frame, port: MessagePort, event: MessageEvent<unknown>): void {
    if (frame.port !== port || isOver) return;
    const startMs = clock.monotonicMs();
    const message = readFrameMessage(event.data);
    if (fromPorts.took(clock.monotonicMs() - startMs)) {
      end('flooding');
      return;
    }
    if (!message) return;
    // Not by what it says: a loop without end may talk all the time.
    if (message.type === 'pong' || message.type === 'wrote') {
      if (pings >= silentAfterPings) options.onAnswering(true);
      pings = 0;
    }
    onFrameMessage(frame, message);
  }

  function onFrameMessage(frame: Frame, message: FrameMessage): void {
    if (message.type === 'leaving') {
      if (frame !== reserve) frame.endAbsence ??= clock.schedule(backWithinMs, () => end('left'));
      return;
    }
    if (message.type === 'read') {
      send(frame, { type: 'file', id: message.id, text: options.readFile(message.path) });
      return;
    }
    const isCurrent = frame === (filling ?? shown);
    if (message.type === 'navigate' && isCurrent) options.onNavigate(message.address);
    else if (message.type === 'open' && isCurrent) options.onOpen(message.url);
    else if (message.type === 'wrote') {
      frame.unanswered = Math.max(0, frame.unanswered - 1);
      if (frame.ran && frame.awaitedSinceMs !== null) {
        options.preparations?.[frame.ran.engine]?.began?.(clock.monotonicMs() - frame.awaitedSinceMs);
        frame.awaitedSinceMs = null;
      }
      if (isCurrent) options.onTaken(message.tookMs);
    } else if (message.type === 'patched') onPatched(frame, message);
    else if (message.type === 'kept' && frame === shown) kept(message.state);
    else if (message.type === 'painted' && frame === filling) show(frame);
    else if (message.type === 'lines' && isCurrent) options.onLines(message.lines, message.dropped);
    else if (message.type === 'console-cleared' && isCurrent) options.onConsoleCleared();
    else if (message.type === 'expanded' && isCurrent) options.onExpanded(message);
    else if (message.type === 'picture' && frame === shown) pictured(message.picture);
    else if (message.type === 'problem' && isCurrent) options.onProblem(message.problem);
    else if (message.type === 'state' && isCurrent) options.onState(message.state, message.note, message.progress);
  }

  function onPatched(frame: Frame, { isDone, tookMs }: Extract<FrameMessage, { readonly type: 'patched' }>): void {
    if (frame.patching === null) return;
    frame.unanswered = Math.max(0, frame.unanswered - 1);
    if (isDone) frame.written = frame.patching;
    frame.patching = null;
    if (frame !== (filling ?? shown)) return;
    options.onTaken(tookMs);
    if (!isDone) options.onRefused();
  }

  function show(frame: Frame): void {
    remove(shown);
    shown = frame;
    filling = null;
    name(frame);
    frame.element.dataset['state'] = 'shown';
    reserveSoon();
    options.onShown();
  }

  /** The frame that people are told of: the one they see, or before there is one, the one to come. */
  function name(frame: Frame): void {
    frame.element.title = options.title;
    frame.element.removeAttribute('aria-hidden');
    frame.element.removeAttribute('tabindex');
  }

  function remove(frame: Frame | null): void {
    frame?.endAbsence?.();
    frame?.port?.close();
    frame?.element.remove();
  }

  function begin(): Frame {
    remove(filling);
    filling = reserve ?? newFrame();
    reserve = null;
    if (!shown) name(filling);
    options.onProgramStarted(false);
    return filling;
  }

  async function run(step: RunStep): Promise<void> {
    const own = ++wish;
    const startMs = clock.monotonicMs();
    let againInMs = 0;
    isPreparing = true;
    try {
      const preparation = options.preparations?.[step.engine];
      const prepared = preparation ? await preparation.prepare(step.program, step.keepsFrame) : step;
      if (own !== wish || isOver || !prepared) return;
      if ('againInMs' in prepared) {
        ({ againInMs } = prepared);
        return;
      }
      const current = filling ?? shown;
      const frame = prepared.keepsFrame && current ? current : begin();
      if (frame === current) options.onProgramStarted(true);
      else frame.awaitedSinceMs = clock.monotonicMs();
      frame.ran = { type: 'run', engine: step.engine, program: prepared.program };
      send(frame, frame.ran);
    } finally {
      if (own === wish) {
        isPreparing = false;
        options.onPrepared(clock.monotonicMs() - startMs, againInMs);
      }
    }
  }

  /** What a person did to the frame that is seen goes over into the next one, which waits for it a little. */
  function keepStateFor(frame: Frame): void {
    if (!shown?.port) return;
    frame.isHeld = true;
    const goOn = (state: PageState | null) => {
      endWait();
      kept = () => {};
      frame.isHeld = false;
      if (state) frame.waiting.unshift({ type: 'restore', state });
      if (frame.port) flush(frame);
    };
    const endWait = clock.schedule(keptWithinMs, () => goOn(null));
    kept = goOn;
    send(shown, { type: 'keep' });
  }

  function write(frame: Frame, html: string, isLast: boolean): void {
    if (frame.address === null) {
      frame.address = options.pageAddress();
      send(frame, { type: 'address', address: frame.address });
    }
    frame.written += html;
    if (html !== '') send(frame, { type: 'write', html });
    if (!isLast) return;
    frame.isClosed = true;
    send(frame, { type: 'close' });
  }

  function dropPrepared(): void {
    wish += 1;
    isPreparing = false;
  }

  function clear(): void {
    for (const frame of [shown, filling, reserve]) remove(frame);
    if (pings > 0) freshAtMs = clock.monotonicMs() + processEndsInMs;
    shown = filling = reserve = null;
    pings = 0;
    dropPrepared();
  }

  /** Frames without an origin share one process: to end what hangs in one of them, all have to go. */
  function end(trouble: Trouble): void {
    clear();
    options.onTrouble(trouble);
  }

  function ping(): void {
    const frame = filling?.port ? filling : shown;
    if (frame?.port && document.visibilityState === 'visible') {
      if (pings >= stuckAfterPings) end('stuck');
      else {
        if (pings === silentAfterPings) options.onAnswering(false);
        pings += 1;
        send(frame, { type: 'ping' });
      }
    } else pings = 0;
    endPing = clock.schedule(pingEveryMs, ping);
  }

  return {
    carryOut(step) {
      const current = filling ?? shown;
      switch (step.do) {
        case 'clear':
          clear();
          break;
        case 'begin':
        case 'replace':
          dropPrepared();
          begin();
          if (filling && step.do === 'replace' && step.keepsState) keepStateFor(filling);
          if (filling) write(filling, step.html, step.do === 'replace');
          break;
        case 'patch':
          if (!current) break;
          current.patching = step.html;
          send(current, { type: 'patch', html: step.html });
          break;
        case 'write':
        case 'finish':
          if (current) write(current, step.html, step.do === 'finish');
          break;
        case 'restyle':
          if (current) send(current, { type: 'style', path: step.path, css: step.css });
          break;
        case 'run':
          void run(step);
          break;
        default:
          step satisfies never;
      }
    },
    isBusy() {
      const frame = filling ?? shown;
      if (clock.monotonicMs() < freshAtMs) return true;
      return isPreparing || (frame !== null && (frame.port === null || frame.isHeld || frame.unanswered > 0));
    },
    tell(message) {
      const frame = filling ?? shown;
      if (frame) send(frame, message);
    },
    takePicture() {
      const frame = shown;
      pictured(noPicture);
      if (!frame?.port) return Promise.resolve(noPicture);
      return new Promise((resolve) => {
        const endWait = clock.schedule(pictureWithinMs, () => pictured(noPicture));
        pictured = (picture) => {
          pictured = () => {};
          endWait();
          resolve(picture);
        };
        send(frame, { type: 'picture' });
      });
    },
    clear,
    close() {
      isOver = true;
      endPing();
      endKeys();
      endReserving();
      window.removeEventListener('message', onWindowMessage, true);
      clear();
    },
  };
}

/** Reads what a frame says when it is ready; null when it says something else. */
function readReady(value: unknown): { readonly address: string } | null {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'flint-preview-ready')
    return null;
  const address = 'address' in value && typeof value.address === 'string' ? value.address : '';
  return { address: address.slice(0, 2_000) };
}

function withoutAnchor(address: string): string {
  return address.replace(/#.*$/s, '');
}
