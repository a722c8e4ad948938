import type { languages } from 'monaco-editor';

/** JSON's colours as a Monarch grammar: Monaco's own come only together with its worker. */
export const jsonColouring: {
  readonly conf: languages.LanguageConfiguration;
  readonly language: languages.IMonarchLanguage;
} = {
  conf: {
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"', notIn: ['string'] },
    ],
  },
  language: {
    tokenPostfix: '.json',
    tokenizer: {
      root: [
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'string.key'],
        [/"(?:[^"\\]|\\.)*"?/, 'string.value'],
        [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
        [/true|false|null/, 'keyword'],
        [/[{}[\],:]/, 'delimiter'],
        [/\/\/.*$/, 'comment'],
      ],
    },
  },
};
