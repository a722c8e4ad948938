import { preferredMode } from '../edits/edit-format.ts';
import { type FileState, presentFiles, type RunRecord, type SessionState } from '../session/session-state.ts';
import { charactersPerToken } from './token-counts.ts';

/** What an answer will be like, as far as that can be told beforehand. */
export interface ExpectedAnswer {
  /** More tokens than it is likely to have. */
  readonly tokens: number;
  /** The answer as it would be if the open file stayed as it is; null where it is not likely to be written whole. */
  readonly prediction: string | null;
}

/** What a new program needs, or the edits of a long file. */
const ownTokens = 6_000;

/** Looks at which files the model will write whole: the short ones, as it is asked to. */
export function expectAnswer(
  state: SessionState,
  run: Pick<RunRecord, 'openFileId' | 'selection'>,
  reason: 'run' | 'redirect' | 'reask',
): ExpectedAnswer {
  if (reason === 'reask') return { tokens: ownTokens, prediction: null };
  const whole = presentFiles(state).filter(({ text }) => text.length > 0 && preferredMode(text.lines) === 'whole');
  const characters = whole.reduce((sum, { text }) => sum + text.length, 0);
  const open = run.selection ? undefined : whole.find(({ id }) => id === run.openFileId);
  return {
    tokens: ownTokens + Math.ceil(characters / charactersPerToken),
    prediction: open ? wholeFile(open) : null,
  };
}

/** As the edit format has it. */
function wholeFile({ path, text }: FileState): string {
  const language = path.slice(path.lastIndexOf('.') + 1);
  return `${path}\n\`\`\`${language}\n${text.toString()}\n\`\`\`\n`;
}
