import type * as Monaco from 'monaco-editor';
import type { EditorLanguage } from './editor-languages.ts';
import { streamingTwinOf } from './editor-languages.ts';
import { withJsx } from './jsx-colouring.ts';
import { jsonColouring } from './json-colouring.ts';

interface Colouring {
  readonly conf: Monaco.languages.LanguageConfiguration;
  readonly language: Monaco.languages.IMonarchLanguage;
}

const colourings: Readonly<Record<Exclude<EditorLanguage, 'plaintext'>, () => Promise<Colouring>>> = {
  typescript: async () => jsxColouring(await import('monaco-editor/languages/definitions/typescript/typescript.js')),
  javascript: async () => jsxColouring(await import('monaco-editor/languages/definitions/javascript/javascript.js')),
  html: () => import('monaco-editor/languages/definitions/html/html.js'),
  css: () => import('monaco-editor/languages/definitions/css/css.js'),
  markdown: () => import('monaco-editor/languages/definitions/markdown/markdown.js'),
  python: () => import('monaco-editor/languages/definitions/python/python.js'),
  xml: () => import('monaco-editor/languages/definitions/xml/xml.js'),
  json: async () => jsonColouring,
};

function jsxColouring({ conf, language }: Colouring): Colouring {
  return { conf, language: withJsx(language) };
}

/**
 * Teaches Monaco JSX, and makes the streaming twin of every language known: its colours and brackets, and nothing
 * else.
 */
export function registerColouring(monaco: typeof Monaco): void {
  for (const name of ['typescript', 'javascript'] as const) {
    monaco.languages.registerTokensProviderFactory(name, { create: async () => (await colourings[name]()).language });
  }
  for (const [name, load] of Object.entries(colourings)) {
    const twin = streamingTwinOf(name as EditorLanguage);
    monaco.languages.register({ id: twin });
    monaco.languages.registerTokensProviderFactory(twin, { create: async () => (await load()).language });
    monaco.languages.onLanguageEncountered(twin, () => {
      void load().then((colouring) => monaco.languages.setLanguageConfiguration(twin, colouring.conf));
    });
  }
}
