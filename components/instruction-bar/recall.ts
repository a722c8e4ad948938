import type { TurnView } from '../../lib/live/session-view.ts';

/** Where somebody is in the earlier instructions: how far back (1 is the latest), and the draft they left. */
export interface Recall {
  readonly back: number;
  readonly draft: string;
}

/** All instructions of a session, oldest first, each once. */
export function instructionsOf(turns: readonly TurnView[]): readonly string[] {
  const texts = turns.flatMap((turn) => turn.instructions.map((instruction) => instruction.text));
  return texts.filter((text, index) => texts.lastIndexOf(text) === index);
}

/** One step to earlier or later instructions; past the latest is the draft again. The same recall when there is no more. */
export function stepRecall(
  recall: Recall | null,
  direction: 'earlier' | 'later',
  { texts, draft }: { readonly texts: readonly string[]; readonly draft: string },
): { readonly recall: Recall | null; readonly text: string } {
  const from = recall ?? { back: 0, draft };
  const back = Math.min(texts.length, from.back + (direction === 'earlier' ? 1 : -1));
  if (back <= 0) return { recall: null, text: from.draft };
  return { recall: { back, draft: from.draft }, text: texts[texts.length - back] ?? from.draft };
}
