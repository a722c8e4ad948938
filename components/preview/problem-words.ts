import type { Problem } from '../../lib/preview/problem.ts';
import { words } from '../words.ts';

const say = words.problems;

/** What the usual errors mean. The first that fits counts. */
const meanings: readonly (readonly [pattern: RegExp, meaning: (...found: readonly string[]) => string])[] = [
  [/^ReferenceError: (\S+) is not defined/, (name = '') => say.unknownName(name)],
  [/^NameError: name '(.+?)' is not defined/, (name = '') => say.unknownName(name)],
  [/^ReferenceError: Cannot access '(.+?)' before init/, (name = '') => say.tooEarly(name)],
  [
    /^TypeError: Cannot (?:read|set) properties of (undefined|null) \((?:read|sett)ing '(.+?)'\)/,
    (what = '', name = '') => say.nothingThere(name, what),
  ],
  [/^TypeError: (.+?) is not a function/, (name = '') => say.notAFunction(name)],
  [/^TypeError: (.+?) is not iterable/, (name = '') => say.notAList(name)],
  [/^TypeError: Assignment to constant variable/, () => say.constant],
  [/^SyntaxError: Identifier '(.+?)' has already been declared/, (name = '') => say.declaredTwice(name)],
  [/^RangeError: Maximum call stack size exceeded|^RecursionError/, () => say.endlessCalls],
  [/^IndentationError|^TabError/, () => say.indentation],
  [/^ModuleNotFoundError: No module named '(.+?)'/, (name = '') => say.noModule(name)],
  [/^SyntaxError/, () => say.unreadable],
];

/** A problem in plain words, and as the program said it. */
export function describeProblem({ kind, message }: Pick<Problem, 'kind' | 'message'>): {
  readonly title: string;
  readonly said: string;
} {
  const said = withoutUncaught(message);
  for (const [pattern, meaning] of meanings) {
    const found = pattern.exec(said);
    if (found) return { title: meaning(...found.slice(1)), said };
  }
  return { title: kind === 'compile' ? say.unreadable : say.failed, said };
}

/** What the history shows of an instruction to mend a problem: `Fix: x is not defined (main.tsx:12)`. */
export function fixInstruction({ message, path, line }: Pick<Problem, 'message' | 'path' | 'line'>): string {
  const [first = ''] = withoutUncaught(message).trim().split('\n');
  const short = first.replace(/^(?:\w*Error|Exception): (?=.)/, '');
  const place = path === null ? '' : ` (${path}${line === null ? '' : `:${line}`})`;
  return `${say.fixWord}: ${short.length > 160 ? `${short.slice(0, 159)}…` : short}${place}`;
}

function withoutUncaught(message: string): string {
  return message.replace(/^(?:Uncaught (?:\(in promise\) )?|Unhandled promise: )/, '');
}
