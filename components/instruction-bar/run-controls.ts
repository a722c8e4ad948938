import { raceOn } from '../../lib/live/race-view.ts';
import type { CommandOutcome, SessionClient, SessionView } from '../../lib/live/session-view.ts';
import { canRedirect, canStop, isRunning } from '../../lib/session/run-machine.ts';
import type { Lane, ReportedProblem } from '../../lib/session/session-event.ts';
import { refuseAccessCode, wishForRun } from '../models/model-choice.ts';
import { raceChoice, racersForRun } from '../race/race-choice.ts';
import type { Desk, Pending } from '../workspace/desk.ts';

/** What a person can do about a run, from wherever on the page. Nothing here waits for the server to be seen. */
export interface RunControls {
  /** Starts a run with the draft; with `instruction`, with that one, and the draft stays. */
  run(instruction?: string): Promise<void>;
  /** Starts a run that is to mend this problem. Draft and selection stay as they are. */
  fix(fix: {
    readonly instruction: string;
    readonly problem: ReportedProblem;
    readonly fileId: string | null;
  }): Promise<void>;
  /** Goes on with a run that broke off, from where it is. */
  continueRun(runId: string): Promise<void>;
  /** Turns the run to the draft. */
  redirect(options?: { readonly revert?: boolean }): Promise<void>;
  /** Hands the run over to another lane, with all that is written: with the draft where there is one, else as it was asked. */
  switchLane(lane: Lane): Promise<void>;
  stop(): Promise<void>;
  /** What a stopped run wrote stays. */
  keep(): void;
  /** Takes back what a stopped, or stopping, run wrote. */
  revert(): Promise<void>;
  resume(): Promise<void>;
  /** Keeps one racer of the race that is on, named by its run. */
  pickRacer(runId: string): Promise<void>;
}

/** Makes the controls of one session. An instruction that is refused comes back into the draft, unless there is a new one. */
export function createRunControls(client: SessionClient, desk: Desk): RunControls {
  let starting: Promise<CommandOutcome> | null = null;

  function openFileId(): { openFileId?: string } {
    const { activeFileId } = desk.getState();
    return activeFileId === null ? {} : { openFileId: activeFileId };
  }

  /** Shows the command as done until its outcome is known. A refusal is said, and `instruction` comes back. */
  async function ask(
    pending: Pending | null,
    command: Promise<CommandOutcome>,
    {
      instruction = '',
      cameLate = () => false,
    }: { readonly instruction?: string; readonly cameLate?: (code: string) => boolean } = {},
  ): Promise<CommandOutcome> {
    const before = client.view.getState();
    desk.setState({ pending, refusal: null });
    const outcome = await command;
    if (outcome.status === 'done') {
      // The command can be acknowledged before its event arrives.
      if (pending && desk.getState().pending === pending) awaitEvent(pending, before);
      return outcome;
    }
    desk.setState((now) => ({ pending: now.pending === pending ? null : now.pending }));
    if (cameLate(outcome.code)) return outcome;
    if (outcome.code === 'access-code-needed') refuseAccessCode();
    desk.setState(({ draft }) => ({ refusal: outcome.text, draft: draft.trim() === '' ? instruction : draft }));
    return outcome;
  }

  /** `before` is the session as the command found it: a short run can be over before the command is acknowledged. */
  function awaitEvent(pending: Pending, before: Pick<SessionView, 'run' | 'races'>): void {
    const isSeen = () => {
      const { run, races } = client.view.getState();
      if (pending.kind === 'run') return isRunning(run) || run !== before.run || races !== before.races;
      if (pending.kind === 'stop') return !isRunning(run) || run.runId !== pending.runId;
      return (
        !isRunning(run) ||
        run.runId !== pending.runId ||
        run.attempt !== pending.attempt ||
        run.status === 'redirecting'
      );
    };
    const end = client.view.subscribe(settle);
    settle();
    function settle(): void {
      if (!isSeen() && desk.getState().pending === pending) return;
      queueMicrotask(() => end());
      if (desk.getState().pending === pending) desk.setState({ pending: null });
    }
  }

  const controls: RunControls = {
    async run(given) {
      const { draft, selected } = desk.getState();
      const instruction = (given ?? draft).trim();
      if (instruction === '' || desk.getState().pending?.kind === 'run') return;
      const asked = {
        instruction,
        ...(selected ? { selection: { fileId: selected.fileId, from: selected.from, to: selected.to } } : {}),
        ...openFileId(),
      };
      const models = racersForRun();
      // On its way before the page draws anything about it.
      starting = models ? client.startRace({ ...asked, models }) : client.startRun({ ...asked, ...wishForRun() });
      settleChoice();
      desk.setState({ isFollowing: true, selected: null, ...(given === undefined ? { draft: '' } : {}) });
      const { status } = await ask({ kind: 'run' }, starting, { instruction: given ?? draft });
      // To race holds for one instruction.
      if (models && status === 'done') raceChoice.setState({ isOn: false });
      starting = null;
    },
    async fix({ instruction, problem, fileId }) {
      if (isRunning(client.view.getState().run) || desk.getState().pending?.kind === 'run') return;
      settleChoice();
      desk.setState({ isFollowing: true });
      starting = client.startRun({
        instruction,
        problem,
        ...(fileId === null ? openFileId() : { openFileId: fileId }),
        ...wishForRun(),
      });
      await ask({ kind: 'run' }, starting);
      starting = null;
    },
    async continueRun(runId) {
      if (desk.getState().pending?.kind === 'run') return;
      desk.setState({ isFollowing: true });
      starting = client.continueRun({ runId, ...wishForRun() });
      await ask({ kind: 'run' }, starting);
      starting = null;
    },
    async redirect({ revert = false } = {}) {
      const { draft } = desk.getState();
      const instruction = draft.trim();
      if (instruction === '') return;
      desk.setState({ draft: '', isFollowing: true });
      if (starting) await starting;
      const { run } = client.view.getState();
      const pending: Pending | null = isRunning(run)
        ? { kind: 'redirect', runId: run.runId, attempt: run.attempt }
        : null;
      const outcome = await ask(pending, client.redirectRun({ instruction, ...(revert ? { revert } : {}) }), {
        instruction: draft,
        cameLate: (code) => code === 'no-run',
      });
      if (outcome.status === 'done' || outcome.code !== 'no-run') return;
      // The run ended in the same moment. What was meant is the same: go on from here, or from before it.
      const last = client.view.getState().turns.at(-1);
      if (revert && last?.changes === 'applied') await client.revertRun(last.runId);
      await controls.run(instruction);
    },
    async switchLane(lane) {
      const { run, turns } = client.view.getState();
      const turn = turns.at(-1);
      // Auto has chosen already for this run.
      if (!isRunning(run) || !canRedirect(run) || !turn || lane === 'auto' || lane === turn.lane?.lane) return;
      const { draft } = desk.getState();
      const instruction = draft.trim() || (turn.instructions.at(-1)?.text ?? '');
      desk.setState({ draft: '', isFollowing: true });
      const pending: Pending = { kind: 'redirect', runId: run.runId, attempt: run.attempt };
      await ask(pending, client.redirectRun({ instruction, lane }), { instruction: draft, cameLate: isOver });
    },
    async stop() {
      const { run } = client.view.getState();
      if (isRunning(run)) {
        if (!canStop(run) || desk.getState().pending?.kind === 'stop') return;
        await ask({ kind: 'stop', runId: run.runId }, client.stopRun(), { cameLate: isOver });
      } else if (raceOn(client.view.getState())?.isRacing) {
        await ask(null, client.stopRun(), { cameLate: isOver });
      } else if (starting) {
        const outcome = await starting;
        if (outcome.status === 'done') await ask(null, client.stopRun(), { cameLate: isOver });
      }
    },
    keep: settleChoice,
    async revert() {
      const { run } = client.view.getState();
      if (isRunning(run)) {
        desk.setState({ settledRunId: run.runId });
        await ask({ kind: 'stop', runId: run.runId }, client.stopRun({ revert: true }));
      } else if (run.status === 'idle' && run.last) {
        settleChoice();
        await ask(null, client.revertRun(run.last.runId));
      }
    },
    async pickRacer(runId) {
      desk.setState({ isFollowing: true });
      await ask(null, client.pickRacer(runId));
    },
    async resume() {
      await ask(null, client.resumeRun());
    },
  };
  return controls;

  function settleChoice(): void {
    const { run } = client.view.getState();
    if (run.status === 'idle' && run.last) desk.setState({ settledRunId: run.last.runId });
  }
}

/** Whether Stop has nothing left to do: the run ended, or is being stopped. */
function isOver(code: string): boolean {
  return code === 'no-run' || code === 'run-stopping';
}
