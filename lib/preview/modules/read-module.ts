import { parse, type SucraseToken } from 'sucrase/dist/parser/index.js';
import { TokenType } from 'sucrase/dist/parser/tokenizer/types.js';

/** What a module says of itself, besides what it does. */
export interface ModuleFacts {
  /** Its text with `import()` and `import.meta` put through the registry, and its marks at its end. Lines stay. */
  readonly text: string;
  /**
   * Whether it may run a second time in a document: it listens to nothing and starts nothing by itself, so far as can be
   * seen.
   */
  readonly isRepeatable: boolean;
}

/** The roles that sucrase gives to identifiers, as far as they matter here. */
const access = 0;
const topLevelDeclaration = 2;
const importDeclaration = 9;
const objectKey = 10;
const importAccess = 11;

/**
 * Reads a module and adds the marks that React's fast refresh needs, which sucrase does not make: each component at its
 * top under its name, and with each component and hook of its own the hooks that it calls, so that state is kept exactly as
 * long as these stay the same. A component that is not there yet while the module is written is an empty one. Throws what
 * sucrase's parser throws.
 */
export function readModule(
  text: string,
  {
    jsx,
    typescript,
    isUnfinished,
  }: { readonly jsx: boolean; readonly typescript: boolean; readonly isUnfinished: boolean },
): ModuleFacts {
  const { tokens } = parse(text, jsx, typescript, false);
  const word = (token: SucraseToken | undefined) => (token ? text.slice(token.start, token.end) : '');
  const marks = isUnfinished ? findHoles(tokens, word).map((name) => `var ${name} = $flint.hole;`) : [];
  const candidates: { readonly name: string; readonly takesNothing: boolean }[] = [];
  for (const { name, from, to } of findDeclarations(tokens, word)) {
    const inside = tokens.slice(from, to);
    const isComponent = /^[A-Z]/.test(name);
    if (isComponent && inside.some((token) => token.type === TokenType.jsxTagStart)) {
      candidates.push({ name, takesNothing: word(tokens[from + 1]) + word(tokens[from + 2]) === '()' });
    }
    const hooks = findHooks(tokens, from, to, text, word);
    if (hooks.key !== '') {
      marks.push(
        `$flint.sign(${name}, ${JSON.stringify(hooks.key)}, function () { return [${hooks.own.join(', ')}]; });`,
      );
    }
    if (isComponent) marks.push(`$flint.register(${name}, ${JSON.stringify(name)});`);
  }
  const shown =
    candidates.find(({ name }) => name === 'App') ?? candidates.findLast(({ takesNothing }) => takesNothing);
  if (shown) marks.push(`$flint.candidate(${shown.name});`);
  return {
    text: `${replaceImports(text, tokens, word)}\n;${marks.join('')}`,
    isRepeatable: !tokens.some((token) => token.scopeDepth === 0 && starts.test(word(token))),
  };
}

type Word = (token: SucraseToken | undefined) => string;

/** What starts something at a module's top that a second run would start once more. */
const starts =
  /^(?:addEventListener|setInterval|setTimeout|requestAnimationFrame|setAnimationLoop|append|appendChild|prepend|insertAdjacent\w+|innerHTML|getContext|on[a-z]+)$/;

interface Declaration {
  readonly name: string;
  /** Its first token, and the one after its last. */
  readonly from: number;
  readonly to: number;
}

/** The components and hooks that are declared at a module's top. */
function findDeclarations(tokens: readonly SucraseToken[], word: Word): readonly Declaration[] {
  return tokens.flatMap((token, from) => {
    const { type, isType, identifierRole, scopeDepth } = token;
    if (type !== TokenType.name || isType || identifierRole !== topLevelDeclaration || scopeDepth !== 0) return [];
    const name = word(token);
    if (!/^(?:[A-Z]|use[A-Z])/.test(name)) return [];
    const before = word(tokens[from - 1]);
    if (before === 'function' || before === '*') return [{ name, from, to: endOfFunction(tokens, from, word) }];
    if (!/^(?:const|let|var)$/.test(before)) return [];
    const equals = tokens.slice(from, from + 200).findIndex((one) => !one.isType && word(one) === '=');
    const to = equals === -1 ? null : tokens[from + equals]?.rhsEndIndex;
    // A list or a number is no component, whatever its name.
    const first = word(tokens[from + equals + 1]);
    return to == null || !/^(?:function|async|\(|[A-Za-z_$][\w$]*)$/.test(first) ? [] : [{ name, from, to }];
  });
}

function endOfFunction(tokens: readonly SucraseToken[], from: number, word: Word): number {
  const end = tokens.slice(from).findIndex((token) => token.scopeDepth === 0 && word(token) === '}');
  return end === -1 ? tokens.length : from + end + 1;
}

/** What a function's state hangs on: the hooks it calls, in order, what it begins with, and the hooks among them of one's own. */
function findHooks(
  tokens: readonly SucraseToken[],
  from: number,
  to: number,
  text: string,
  word: Word,
): { readonly key: string; readonly own: readonly string[] } {
  const calls: string[] = [];
  const own = new Set<string>();
  for (let index = from + 1; index < to; index += 1) {
    const token = tokens[index];
    const name = word(token);
    if (!token || token.type !== TokenType.name || !/^use(?:[A-Z]|$)/.test(name)) continue;
    const open = nextValue(tokens, index);
    if (word(tokens[open]) !== '(') continue;
    const isMember = word(tokens[index - 1]) === '.';
    if (name === 'useState' || name === 'useReducer') {
      const close = closingParenthesis(tokens, open, word);
      const left = declarationBefore(tokens, isMember ? index - 2 : index, word);
      calls.push(
        `${left === null ? '' : text.slice(tokens[left]?.start, token.start)}${name}${text.slice(tokens[open]?.start, tokens[close]?.end)}`,
      );
    } else calls.push(name);
    if (!isMember && !builtIn.has(name)) own.add(name);
  }
  return { key: calls.join('\n'), own: [...own] };
}

/** The token after a name and its type arguments. */
function nextValue(tokens: readonly SucraseToken[], index: number): number {
  let next = index + 1;
  while (tokens[next]?.isType === true) next += 1;
  return next;
}

function closingParenthesis(tokens: readonly SucraseToken[], open: number, word: Word): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    const sign = word(tokens[index]);
    if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length - 1;
}

/** Where `const [value, setValue] =` begins, before the call that it takes its value from. */
function declarationBefore(tokens: readonly SucraseToken[], index: number, word: Word): number | null {
  if (word(tokens[index - 1]) !== '=') return null;
  for (let at = index - 2; at > index - 30 && at >= 0; at -= 1)
    if (/^(?:const|let|var)$/.test(word(tokens[at]))) return at;
  return null;
}

const builtIn = new Set(
  [
    '',
    'State',
    'Reducer',
    'Effect',
    'LayoutEffect',
    'InsertionEffect',
    'EffectEvent',
    'Memo',
    'Callback',
    'Ref',
    'Context',
    'Id',
  ]
    .concat([
      'ImperativeHandle',
      'DebugValue',
      'DeferredValue',
      'Transition',
      'SyncExternalStore',
      'ActionState',
      'Optimistic',
    ])
    .concat(['FormStatus', 'FormState'])
    .map((name) => `use${name}`),
);

/** Components that are used and declared nowhere: the rest of the module may yet bring them. */
function findHoles(tokens: readonly SucraseToken[], word: Word): readonly string[] {
  const declared = new Set<string>();
  const used = new Set<string>();
  for (const token of tokens) {
    const role = token.identifierRole;
    if (token.type === TokenType.jsxName && role === access) used.add(word(token));
    else if (isDeclaring(role)) declared.add(word(token));
  }
  return [...used].filter((name) => /^[A-Z][\w$]*$/.test(name) && !declared.has(name));
}

function isDeclaring(role: number | null): boolean {
  return (
    role !== null &&
    role >= topLevelDeclaration &&
    role <= importDeclaration &&
    role !== objectKey &&
    role !== importAccess
  );
}

/** `import(…)` and `import.meta` mean nothing in a function: the registry answers them. */
function replaceImports(text: string, tokens: readonly SucraseToken[], word: Word): string {
  let replaced = '';
  let from = 0;
  tokens.forEach((token, index) => {
    if (word(token) !== 'import') return;
    const isMeta = word(tokens[index + 1]) === '.' && word(tokens[index + 2]) === 'meta';
    if (!isMeta && word(tokens[index + 1]) !== '(') return;
    const end = isMeta ? (tokens[index + 2]?.end ?? token.end) : token.end;
    replaced += text.slice(from, token.start) + (isMeta ? '$flint.meta' : '$flint.import');
    from = end;
  });
  return replaced + text.slice(from);
}
