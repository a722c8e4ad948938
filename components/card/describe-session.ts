import type { SessionSnapshot } from '../../lib/session/snapshot.ts';
import { words } from '../words.ts';

const say = words.card;

/** What a link to a session says of it: its name, what was asked for last, and how much was. */
export function describeSession({ title, runs, files }: SessionSnapshot): {
  readonly title: string;
  readonly description: string;
  /** Its size, in a few words. */
  readonly size: string;
} {
  const tokens = runs.reduce((sum, run) => sum + run.tokens, 0);
  const present = files.filter((file) => !file.isDeleted).length;
  const size = runs.length > 0 ? say.turns(runs.length, tokens) : say.files(present);
  const asked = runs.at(-1)?.instructions.at(-1)?.text.trim().replaceAll(/\s+/g, ' ') ?? '';
  return {
    title: title || words.untitled,
    description: asked === '' ? `${size}. ${words.description}` : say.asked(shortened(asked, 180), size),
    size,
  };
}

function shortened(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
