import { editFormatInstructions, type MissedEdit, reaskInstructions } from '../edits/edit-format.ts';
import { locateTarget } from '../edits/locate-target.ts';
import type { ModelMessage, ModelRequest } from '../providers/model-provider.ts';
import {
  type ContextUse,
  fileAtPath,
  type FileState,
  type MissedEdit as MissedBlock,
  type RunRecord,
  type SessionState,
} from '../session/session-state.ts';
import { programKinds } from './program-kinds.ts';
import { chooseContext } from './choose-context.ts';
import { problemText } from './problem-text.ts';
import { estimateTokens, type TokenCounts } from './token-counts.ts';

/** Files up to this many lines are asked for whole; longer ones as search/replace blocks. From facts measured on edit formats. */
const wholeFileUpToLines = 150;

/** How many earlier instructions are told, newest last. */
const rememberedTurns = 12;

/** What earlier turns may take of the room, before the older ones are forgotten. */
const turnShare = 1 / 8;

/** A request is never filled to the last token: models count in their own ways. */
const spareShare = 0.03;

/** How many files that were left out are told by name. */
const namedLeftOut = 40;

/** What a model can take, for choosing what is sent. */
export interface ModelLimits {
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
}

/** A request, and what is in it and what not. */
export interface BuiltRequest {
  readonly request: Pick<ModelRequest, 'system' | 'messages' | 'maxOutputTokens'>;
  readonly context: ContextUse;
  /** Set when not even the open file and the instruction fit. */
  readonly isTooLong: boolean;
}

/**
 * Puts together what a model is asked for this attempt of a run: the task, what was asked before, the files as they are
 * now (after a redirect: with all that was written so far), the selection, what is to be mended, and the newest
 * instruction, which comes last.
 */
export function buildRequest({
  state,
  run,
  reason,
  missed,
  modelLimits,
  counts,
}: {
  readonly state: SessionState;
  readonly run: RunRecord;
  readonly reason: 'run' | 'redirect' | 'reask';
  /** For `reask`: the edits of the attempt before that found no place. */
  readonly missed: readonly MissedBlock[];
  readonly modelLimits: ModelLimits;
  readonly counts: TokenCounts;
}): BuiltRequest {
  const { contextTokens, maxOutputTokens } = modelLimits;
  const system = systemText();
  const instruction = instructionText(state, run, reason, missed);
  const selection = selectionText(state, run) + problemText(state, run, reason);
  const taskTokens = estimateTokens(system) + estimateTokens(instruction) + estimateTokens(selection);
  const roomTokens = Math.floor((contextTokens - maxOutputTokens) * (1 - spareShare)) - taskTokens;
  const { history, turnTokens } = newestTurns(earlierTurns(state, run, reason), Math.max(0, roomTokens * turnShare));
  const { shown, tokens, isCounted, leftOut, isTooLong } = chooseContext({
    state,
    run,
    roomTokens: roomTokens - turnTokens,
    counts,
  });
  const files = shown.map((file) => fileText(file, run)).join('\n');
  const named = leftOut.slice(0, namedLeftOut);
  const leftOutText =
    leftOut.length > 0
      ? `<left-out>\nNot shown, for want of room: ${named.map(({ path }) => path).join(', ')}${leftOut.length > named.length ? ', …' : ''}\n</left-out>\n`
      : '';
  const last: ModelMessage = { role: 'user', text: `${files}\n${leftOutText}${selection}${instruction}` };
  return {
    request: { system, messages: [...history, last], maxOutputTokens },
    context: {
      limitTokens: contextTokens,
      answerTokens: maxOutputTokens,
      taskTokens,
      turnTokens,
      fileTokens: tokens,
      isEstimated: !isCounted,
      files: shown.length,
      leftOut: named,
      leftOutCount: leftOut.length,
    },
    isTooLong,
  };
}

/** Of the earlier turns the newest, in so many tokens. */
function newestTurns(
  turns: readonly ModelMessage[],
  roomTokens: number,
): { readonly history: readonly ModelMessage[]; readonly turnTokens: number } {
  let turnTokens = 0;
  let from = turns.length;
  while (from > 0) {
    const tokens = estimateTokens(turns[from - 1]?.text ?? '');
    if (turnTokens + tokens > roomTokens) break;
    turnTokens += tokens;
    from -= 1;
  }
  // A conversation begins with what a person said.
  while (turns[from]?.role === 'assistant') from += 1;
  return { history: turns.slice(from), turnTokens };
}

function systemText(): string {
  return [
    'You write programs in a live-coding playground. What you write lands in the editor while you write it, and runs in the browser beside it; people watch and type along.',
    'Do what the instruction asks, on the files as they are now, and nothing else. Never go back on what people typed themselves unless they ask for it.',
    programKinds,
    'Start with the code at once. Say at most one short sentence before it and one after it. Never explain what can be read.',
    '',
    editFormatInstructions({ wholeFileUpToLines }),
  ].join('\n');
}

/** Earlier runs in few words, then what this run was asked before its newest instruction. */
function earlierTurns(state: SessionState, run: RunRecord, reason: 'run' | 'redirect' | 'reask'): ModelMessage[] {
  const messages: ModelMessage[] = [];
  for (const earlier of state.runs.filter(({ id }) => id !== run.id).slice(-rememberedTurns)) {
    for (const { text } of earlier.instructions) messages.push({ role: 'user', text });
    messages.push({ role: 'assistant', text: summaryOf(earlier, state) });
  }
  for (const { text } of run.instructions.slice(0, -1)) {
    messages.push({ role: 'user', text }, { role: 'assistant', text: '(I was interrupted while writing.)' });
  }
  const newest = run.instructions.at(-1);
  if (reason === 'reask' && newest) {
    messages.push({ role: 'user', text: newest.text }, { role: 'assistant', text: '(I gave edits, as asked.)' });
  }
  return messages;
}

function summaryOf(run: RunRecord, state: SessionState): string {
  const prose = run.prose.trim().slice(0, 600);
  const paths = [...run.reviews.keys()]
    .map((fileId) => state.files.get(fileId)?.path)
    .filter((path) => path !== undefined);
  const did = paths.length > 0 ? `(I changed ${paths.join(', ')}.)` : '(I changed nothing.)';
  const fate = run.isReverted
    ? ' (They took this back.)'
    : run.status === 'stopped'
      ? ' (They stopped me.)'
      : run.status === 'failed'
        ? ' (The answer broke off.)'
        : '';
  return `${prose}${prose ? '\n' : ''}${did}${fate}`;
}

function instructionText(
  state: SessionState,
  run: RunRecord,
  reason: 'run' | 'redirect' | 'reask',
  missed: readonly MissedBlock[],
): string {
  const newest = run.instructions.at(-1);
  if (reason === 'reask') return `<instruction>\n${reaskInstructions(explainMisses(state, missed))}\n</instruction>`;
  const note = reason === 'redirect' ? redirectNote(newest?.kind) : run.continues === null ? '' : continueNote;
  return `${note}<instruction>\n${newest?.text ?? ''}\n</instruction>`;
}

function redirectNote(kind: RunRecord['instructions'][number]['kind'] | undefined): string {
  return kind === 'revert-and-redirect'
    ? '<note>\nYou were interrupted by this new instruction, and what you had done since the first one was taken back.\n</note>\n'
    : '<note>\nYou were interrupted by this new instruction while writing. The files above are as you left them, perhaps in the middle of a line: go on from there. A file that is cut off must be finished or written again as a whole.\n</note>\n';
}

const continueNote =
  '<note>\nYou were interrupted while writing what this instruction asks for. The files above are as you left them, perhaps in the middle of a line, and people may have typed since. Finish what is missing. A file that is cut off must be finished or written again as a whole; leave alone what is done.\n</note>\n';

/** Why each edit found no place, in the text as it is now. */
function explainMisses(state: SessionState, missed: readonly MissedBlock[]): MissedEdit[] {
  return missed.map(({ path, search }) => {
    const content = fileAtPath(state, path)?.text.toString() ?? '';
    const outcome = locateTarget(content, search);
    return { path, search, content, outcome: outcome.status === 'found' ? { status: 'missing' } : outcome };
  });
}

function selectionText(state: SessionState, run: RunRecord): string {
  const selection = run.selection;
  const file = selection ? state.files.get(selection.fileId) : undefined;
  if (!selection || !file || file.isDeleted) return '';
  const from = Math.min(selection.from, file.text.length);
  const to = Math.min(selection.to, file.text.length);
  const [fromLine, toLine] = [file.text.lineAt(from).number, file.text.lineAt(to).number];
  const attributes = `path="${file.path}" from-line="${fromLine}" to-line="${toLine}"`;
  return `<selection ${attributes}>\n${file.text.sliceString(from, to)}\n</selection>\nChange only what is selected, with search/replace blocks, unless the instruction cannot be met otherwise.\n`;
}

function fileText(file: FileState, run: RunRecord): string {
  const open = file.id === run.openFileId ? ' open="true"' : '';
  return `<file path="${file.path}"${open}>\n${file.text.toString()}\n</file>`;
}
