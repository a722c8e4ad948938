import type * as Monaco from 'monaco-editor';
import { languageOf, streamingTwinOf } from './editor-languages.ts';

/** As much of a file as can be on the screen at first, and the languages that it embeds. */
const shownAtFirst = 12_000;

/**
 * Resolves once Monaco has loaded what colours this text, also for when a model writes in it: before that it would draw
 * all of it in one colour. Never rejects, and never takes longer than `atMostMs`: code without colours is better than none.
 */
export async function coloursReady(monaco: typeof Monaco, path: string, text: string, atMostMs = 1_500): Promise<void> {
  const language = languageOf(path);
  const start = text.slice(0, shownAtFirst);
  const loaded = [language, streamingTwinOf(language)].map((name) => monaco.editor.colorize(start, name, {}));
  await Promise.race([
    Promise.allSettled(loaded),
    new Promise((resolve) => {
      setTimeout(resolve, atMostMs);
    }),
  ]);
}
