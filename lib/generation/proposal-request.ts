import type { ModelRequest } from '../providers/model-provider.ts';
import type { ChosenModel } from './model-source.ts';

/** What a person was writing when they paused. */
export interface PausedText {
  readonly path: string;
  /** What stands before the cursor, as far as it is told. */
  readonly before: string;
  /** What stands behind it and may be written anew. */
  readonly rest: string;
  /** What follows that, as far as it is told, and stays. */
  readonly after: string;
  /** Lines that the person changed lately, as they are now, the newest last. */
  readonly recent: readonly string[];
}

const task = `You complete code while a person types. They have paused at <|cursor|>. Write the text that is to stand between <|cursor|> and <|end|>: what they are most likely to type next, and whatever the following lines need to fit what they changed lately. What needs no change you repeat exactly.

- Begin exactly at the cursor, in the middle of the line if it stands there. Do not repeat what stands before it.
- Write as little as makes sense: the rest of the line, or of the block.
- Write that text alone: no explanation, no code fence, no marks.`;

/** An answer is as long as what it stands for, and some lines more. */
const addedTokens = 300;

/** What may be thought beforehand, where the model thinks at all. */
const thinkingTokens = 2_048;

/** Puts together what a model is asked when a person pauses in typing. */
export function buildProposalRequest(
  { path, before, rest, after, recent }: PausedText,
  { model, limits, effort, tier, tightLimit }: ChosenModel,
): ModelRequest {
  const lately = recent.length === 0 ? '' : `<changed-lately>\n${recent.join('\n')}\n</changed-lately>\n`;
  const text = `${lately}<file path="${path}">\n${before}<|cursor|>${rest}<|end|>${after}\n</file>`;
  const wanted = Math.ceil(rest.length / 3) + addedTokens;
  return {
    model,
    system: task,
    messages: [{ role: 'user', text }],
    maxOutputTokens: tightLimit?.(wanted) ?? Math.min(limits.maxOutputTokens, wanted + (effort ? thinkingTokens : 0)),
    // A pause is short: where the model can be told to think less, it is.
    ...(effort && { effort: effort === 'minimal' ? 'minimal' : 'low' }),
    ...(tier && { tier }),
    ...(rest !== '' && { prediction: rest }),
  };
}
