import type { Clock } from '../base/clock.ts';
import { readFrameMessage } from './frame-messages.ts';
import type { FrameLine, HostMessage } from './frame-messages.ts';
import type { PreviewStep } from './plan-preview.ts';

export interface PreviewHostOptions {
  /** Where the frames are put. Frames fill it; the one that is shown lies on top. */
  readonly stage: HTMLElement;
  /** The address of the frame's document. */
  readonly address: string;
  readonly title: string;
  readonly clock: Clock;
  /** A new program starts: its console is empty. */
  readonly onProgramStarted: () => void;
  readonly onLines: (lines: readonly FrameLine[], dropped: number) => void;
  readonly onConsoleCleared: () => void;
  /** A program can be seen. */
  readonly onShown: () => void;
  /** The frame has taken in what it was given; the time that took it. */
  readonly onTaken: (tookMs: number) => void;
  /** The program does not answer any more; its frames were removed. */
  readonly onStuck: () => void;
}

/** The frames of one preview. */
export interface PreviewHost {
  carryOut(step: PreviewStep): void;
  /** Whether the frame still chews on what it was given. */
  isBusy(): boolean;
  /** Removes all frames and what runs in them. */
  clear(): void;
  close(): void;
}

interface Frame {
  readonly element: HTMLIFrameElement;
  port: MessagePort | null;
  /** What it was given, so that a program that reloads itself gets it again. */
  written: string;
  isClosed: boolean;
  waiting: HostMessage[];
  unanswered: number;
}

const pingEveryMs = 1_500;
const stuckAfterPings = 4;

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
  let pings = 0;
  let isOver = false;

  window.addEventListener('message', onWindowMessage);
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
    return { element, port: null, written: '', isClosed: false, waiting: [], unanswered: 0 };
  }

  function onWindowMessage(event: MessageEvent<unknown>): void {
    if (typeof event.data !== 'object' || event.data === null || !('type' in event.data)) return;
    if (event.data.type !== 'flint-preview-ready') return;
    const frame = [shown, filling, reserve].find((one) => one?.element.contentWindow === event.source);
    if (frame) handOverPort(frame);
  }

  function handOverPort(frame: Frame): void {
    const isReloaded = frame.port !== null;
    frame.port?.close();
    const { port1, port2 } = new MessageChannel();
    frame.port = port1;
    port1.addEventListener('message', (event: MessageEvent<unknown>) => onFrameMessage(frame, port1, event.data));
    port1.start();
    // The frame's origin is opaque, so no target origin can name it; its window was checked above.
    frame.element.contentWindow?.postMessage({ type: 'flint-preview-port' }, '*', [port2]);
    if (isReloaded) {
      frame.unanswered = 0;
      frame.waiting = [];
      if (frame === (filling ?? shown)) options.onProgramStarted();
      if (frame.written !== '') send(frame, { type: 'write', html: frame.written });
      if (frame.isClosed) send(frame, { type: 'close' });
      return;
    }
    for (const message of frame.waiting.splice(0)) send(frame, message);
  }

  function send(frame: Frame, message: HostMessage): void {
    if (!frame.port) {
      frame.waiting.push(message);
      return;
    }
    if (message.type === 'write') frame.unanswered += 1;
    frame.port.postMessage(message);
  }

  function onFrameMessage(frame: Frame, port: MessagePort, value: unknown): void {
    if (frame.port !== port || isOver) return;
    const message = readFrameMessage(value);
    if (!message) return;
    pings = 0;
    const isCurrent = frame === (filling ?? shown);
    if (message.type === 'wrote') {
      frame.unanswered = Math.max(0, frame.unanswered - 1);
      if (isCurrent) options.onTaken(message.tookMs);
    } else if (message.type === 'painted' && frame === filling) show(frame);
    else if (message.type === 'lines' && isCurrent) options.onLines(message.lines, message.dropped);
    else if (message.type === 'console-cleared' && isCurrent) options.onConsoleCleared();
  }

  function show(frame: Frame): void {
    remove(shown);
    shown = frame;
    filling = null;
    name(frame);
    frame.element.dataset['state'] = 'shown';
    reserve ??= newFrame();
    options.onShown();
  }

  /** The frame that people are told of: the one they see, or before there is one, the one to come. */
  function name(frame: Frame): void {
    frame.element.title = options.title;
    frame.element.removeAttribute('aria-hidden');
    frame.element.removeAttribute('tabindex');
  }

  function remove(frame: Frame | null): void {
    frame?.port?.close();
    frame?.element.remove();
  }

  function begin(): Frame {
    remove(filling);
    filling = reserve ?? newFrame();
    reserve = null;
    if (!shown) name(filling);
    options.onProgramStarted();
    return filling;
  }

  function write(frame: Frame, html: string, isLast: boolean): void {
    frame.written += html;
    if (html !== '') send(frame, { type: 'write', html });
    if (!isLast) return;
    frame.isClosed = true;
    send(frame, { type: 'close' });
  }

  function clear(): void {
    for (const frame of [shown, filling, reserve]) remove(frame);
    shown = filling = reserve = null;
    pings = 0;
  }

  function ping(): void {
    const frame = filling?.port ? filling : shown;
    if (frame?.port && document.visibilityState === 'visible') {
      if (pings >= stuckAfterPings) {
        clear();
        options.onStuck();
      } else {
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
          write(begin(), step.html, step.do === 'replace');
          break;
        case 'write':
        case 'finish':
          if (current) write(current, step.html, step.do === 'finish');
          break;
        case 'restyle':
          if (current) send(current, { type: 'style', path: step.path, css: step.css });
          break;
        default:
          step satisfies never;
      }
    },
    isBusy() {
      const frame = filling ?? shown;
      return frame !== null && (frame.port === null || frame.unanswered > 0);
    },
    clear,
    close() {
      isOver = true;
      endPing();
      window.removeEventListener('message', onWindowMessage);
      clear();
    },
  };
}
