import { openStage, type Stage, type StageEvent } from './stage.ts';
import type { StageStep } from './stage-step.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { words } from './words.ts';

export type Status = 'loading' | 'written' | 'running' | 'listening' | 'waiting' | 'ended' | 'failed' | 'stopped';

/** What people see of a program of Python: its text, its drawing, and how it is with it. */
export interface Surface {
  readonly terminal: Terminal;
  /** An empty page, for a program that begins. What the one before drew stays until there is something new. */
  begin(): void;
  status(status: Status, detail?: string, done?: number | null): void;
  openStage(onEvent: (event: StageEvent) => void): void;
  /** Steps of turtles, as JSON. */
  draw(steps: string): void;
  isEmpty(): boolean;
}

/** Builds it in the document's body. */
export function createSurface(onStop: () => void): Surface {
  const page = document.createElement('main');
  page.className = 'python';
  const board = document.createElement('div');
  board.className = 'python-board';
  board.hidden = true;
  const foot = document.createElement('footer');
  foot.className = 'python-foot';
  const bar = document.createElement('div');
  bar.className = 'python-progress';
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  const stop = document.createElement('button');
  stop.type = 'button';
  stop.textContent = words.stop;
  stop.addEventListener('click', onStop);
  foot.append(bar, said, stop);
  page.append(board);
  document.body.replaceChildren(page);
  const terminal = createTerminal(page);
  page.append(foot);
  let stage: Stage | null = null;
  let isStale = false;

  function closeStage(): void {
    stage?.close();
    stage = null;
    board.hidden = true;
    page.classList.remove('python-draws');
  }

  return {
    terminal,
    begin() {
      terminal.clear();
      isStale = stage !== null;
    },
    status(status, detail = '', done = null) {
      page.dataset['status'] = status;
      bar.style.setProperty('--done', done === null ? '' : String(done));
      bar.classList.toggle('python-progress-known', done !== null);
      said.textContent = textOf(status, detail);
      stop.hidden = status !== 'running' && status !== 'listening' && status !== 'waiting';
      if ((status === 'ended' || status === 'failed') && isStale) {
        isStale = false;
        closeStage();
      }
    },
    openStage(onEvent) {
      isStale = false;
      closeStage();
      stage = openStage(onEvent);
      board.append(stage.element);
      board.hidden = false;
      page.classList.add('python-draws');
    },
    draw: (steps) => stage?.draw(JSON.parse(steps) as readonly StageStep[]),
    isEmpty: () => terminal.isEmpty() && (stage === null || isStale),
  };
}

function textOf(status: Status, detail: string): string {
  switch (status) {
    case 'loading':
      return detail;
    case 'written':
      return words.beingWritten;
    case 'running':
      return words.running;
    case 'listening':
      return words.listening;
    case 'waiting':
      return words.waiting;
    case 'ended':
      return detail === '' ? '' : words.ended(detail);
    case 'failed':
      return words.failed(detail);
    case 'stopped':
      return words.stopped;
    default:
      return status satisfies never;
  }
}
