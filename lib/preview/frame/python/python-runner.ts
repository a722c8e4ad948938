import type { EngineTools } from '../engine.ts';
import type { PythonProgram } from '../../python-program.ts';
import type { FromPython, PythonPlaces } from './python-messages.ts';
import { loadParts, type PythonParts } from './python-parts.ts';
import { startPython, type PythonProcess } from './python-process.ts';
import type { Surface } from './surface.ts';
import { words } from './words.ts';

/** Runs programs one after the other, each in an interpreter that is ready as soon as can be. */
export interface PythonRunner {
  /** Ends what runs, and runs this. One that is still being written only gets the interpreter ready. */
  run(program: PythonProgram): Promise<void>;
  stop(): void;
  answer(text: string): void;
}

/** A program that goes on for so long may have to be stopped: then the next one should not wait for an interpreter. */
const spareAfterMs = 1_500;
/** What a program that only listens is given to end by itself. */
const closeWithinMs = 400;
/** Of one piece of output; the program's own page shows more. */
const mostConsoleLines = 150;

/**
 * A program is stopped by ending its worker: that works in the middle of anything, also where it hears nothing. While one
 * goes on for long, a second interpreter is started in advance.
 */
export function createPythonRunner(tools: EngineTools, places: PythonPlaces, surface: Surface): PythonRunner {
  let current: PythonProcess | null = null;
  let spare: PythonProcess | null = null;
  let spareTimer: ReturnType<typeof setTimeout> | undefined;
  let lastRun = 0;
  let running: { readonly run: number; isListening: boolean; onEnd: () => void } | null = null;
  /** The newest program that was asked for: an older one that waits for an interpreter gives way to it. */
  let wanted = 0;
  let isStarting = false;
  const partial = { log: '', error: '' };

  let parts: Promise<PythonParts> | null = null;

  function start(): PythonProcess {
    parts ??= loadParts(places.home);
    // What could not be fetched is asked for again the next time.
    parts.catch(() => (parts = null));
    return startPython(places, parts, onMessage);
  }

  function onMessage(message: FromPython, from: PythonProcess): void {
    if (from !== current) {
      if (from === spare && message.type === 'broken') spare = null;
      return;
    }
    switch (message.type) {
      case 'progress':
        surface.status('loading', message.note, message.done);
        tools.state('loading', { note: message.note, ...(message.done === null ? {} : { progress: message.done }) });
        break;
      case 'ready':
        break;
      case 'broken':
        fail(message.message);
        break;
      case 'started':
        surface.status('running');
        tools.state('running');
        break;
      case 'text':
        if (message.leftOut > 0) surface.terminal.leaveOut(message.leftOut);
        surface.terminal.write(message.text, message.isError ? 'error' : undefined);
        say(message.isError ? 'error' : 'log', message.text, message.leftOut);
        break;
      case 'ask':
        sayRest();
        surface.status('waiting');
        tools.state('waiting-for-input');
        surface.terminal.ask(runner.answer);
        break;
      case 'stage':
        surface.openStage((event) => current?.tell({ type: 'event', event: JSON.stringify(event) }));
        break;
      case 'draw':
        surface.draw(message.steps);
        from.tell({ type: 'drawn' });
        break;
      case 'picture':
        surface.terminal.picture(message.png);
        break;
      case 'listening':
        if (running) running.isListening = message.isListening;
        surface.status(message.isListening ? 'listening' : 'running');
        break;
      case 'ended':
        if (running?.run === message.run) end(message);
        break;
      default:
        message satisfies never;
    }
  }

  function end({ problem, tookMs }: Extract<FromPython, { readonly type: 'ended' }>): void {
    sayRest();
    clearTimeout(spareTimer);
    const isSilent = surface.isEmpty();
    if (problem) {
      surface.terminal.failed(problem);
      tools.problem(problem);
    } else if (isSilent) surface.terminal.note(words.silent);
    surface.status(problem ? 'failed' : 'ended', duration(tookMs));
    tools.state('finished');
    running?.onEnd();
    running = null;
  }

  function fail(reason: string): void {
    current?.end();
    current = null;
    running = null;
    surface.terminal.note(words.broken);
    surface.status('ended', '');
    tools.console('error', [`${words.broken} (${reason})`]);
    tools.state('finished');
  }

  /** Ends what runs, wherever it is, and takes the interpreter that is ready, or is soonest. */
  function replace(): void {
    sayRest();
    clearTimeout(spareTimer);
    running?.onEnd();
    running = null;
    current?.end();
    current = spare ?? start();
    spare = null;
    surface.terminal.endAsking();
  }

  /** Makes room for another program: one that listens is asked to end, any other is ended. */
  async function makeRoom(): Promise<void> {
    if (!running) return;
    if (running.isListening) {
      const ended = new Promise<boolean>((resolve) => {
        if (running) running.onEnd = () => resolve(true);
        setTimeout(() => resolve(false), closeWithinMs);
      });
      current?.tell({ type: 'close' });
      if (await ended) return;
    }
    replace();
  }

  function say(level: 'log' | 'error', text: string, leftOut: number): void {
    const lines = (partial[level] + text).split('\n');
    partial[level] = lines.pop() ?? '';
    const told = lines.slice(-mostConsoleLines);
    const dropped = leftOut + lines.length - told.length;
    if (dropped > 0) tools.console('info', [words.leftOut(dropped)]);
    for (const line of told) tools.console(level, [line]);
  }

  function sayRest(): void {
    for (const level of ['log', 'error'] as const) {
      if (partial[level] !== '') tools.console(level, [partial[level]]);
      partial[level] = '';
    }
  }

  const runner: PythonRunner = {
    async run(program) {
      const wish = ++wanted;
      if (!program.isWhole) {
        current ??= start();
        if (!running) surface.status('written');
        return;
      }
      await makeRoom();
      if (wish !== wanted) return;
      const isFirst = current === null;
      const python = (current ??= start());
      surface.begin();
      console.clear();
      surface.status('loading', isFirst ? words.starting : words.startingAgain);
      tools.state('loading', { note: isFirst ? words.starting : words.startingAgain });
      isStarting = true;
      const isReady = await python.ready;
      if (wish !== wanted || python !== current) return;
      isStarting = false;
      if (!isReady) return;
      running = { run: ++lastRun, isListening: false, onEnd() {} };
      python.tell({ type: 'run', run: running.run, program });
      spareTimer = setTimeout(() => (spare ??= start()), spareAfterMs);
    },
    stop() {
      wanted += 1;
      if (!running && !isStarting) return;
      isStarting = false;
      if (running) replace();
      surface.status('stopped');
      tools.state('finished', { note: words.stopped });
    },
    answer(text) {
      if (!running) return;
      surface.status('running');
      tools.state('running');
      current?.tell({ type: 'answer', text });
    },
  };
  return runner;
}

function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(1, Math.round(ms))} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}
