import type { languages } from 'monaco-editor';

/**
 * Monaco's grammar of TypeScript or JavaScript with JSX in it, which it lacks: without, every apostrophe in a page's
 * text begins a string. Monarch cannot look back, so what `<` means is told from what follows it: `name<` is a type
 * argument or a comparison, `<T,`, `<T extends` and `<T>(` begin a generic function, `<T>value` without a closing tag
 * on its line is a cast.
 */
export function withJsx(language: languages.IMonarchLanguage): languages.IMonarchLanguage {
  const { common = [], ...tokenizer } = language.tokenizer;
  return { ...language, tokenizer: { ...tokenizer, ...jsxStates, common: [...jsxBegins, ...common] } };
}

const name = String.raw`[A-Za-z_$][\w.:$-]*`;
const isGeneric = String.raw`[A-Z]\w*(?:\s+extends\b|\s*,|>\s*\()`;
const isCast = String.raw`[A-Z][\w.]*>(?=[\w$(])(?!.*<\/)`;

const jsxBegins: languages.IMonarchLanguageRule[] = [
  [/([A-Z][\w$]*)(<)(?![/\s=])/, ['type.identifier', 'delimiter.angle']],
  [/([a-z_$][\w$]*)(<)(?![/\s=])/, ['identifier', 'delimiter.angle']],
  [
    new RegExp(String.raw`(<)(?!${isGeneric}|${isCast})(${name})(?=\s+[\w{/]|\s*\/?>|\s*$)`),
    ['delimiter', { token: 'tag', next: '@jsxTag' }],
  ],
  [/<(?=>)/, 'delimiter', '@jsxTag'],
];

const jsxStates: Record<string, languages.IMonarchLanguageRule[]> = {
  jsxTag: [
    [/\/>/, 'delimiter', '@pop'],
    [/>/, { token: 'delimiter', switchTo: '@jsxText' }],
    [/\{/, 'delimiter.bracket', '@bracketCounting'],
    [/[A-Za-z_$][\w:$-]*/, 'attribute.name'],
    [/=/, 'delimiter'],
    [/"[^"]*"?|'[^']*'?/, 'string'],
    [/\/\/.*$/, 'comment'],
    [/\s+/, ''],
    [/./, 'delimiter'],
  ],
  jsxText: [
    [/(<\/)([\w.:$-]*)(\s*>)/, ['delimiter', 'tag', { token: 'delimiter', next: '@pop' }]],
    [new RegExp(`(<)(${name})`), ['delimiter', { token: 'tag', next: '@jsxTag' }]],
    [/<(?=>)/, 'delimiter', '@jsxTag'],
    [/\{/, 'delimiter.bracket', '@bracketCounting'],
    [/&#?\w+;/, 'string.escape'],
    [/[^<{&]+/, ''],
    [/./, ''],
  ],
};
