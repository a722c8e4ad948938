/** Something that is open at a place of a module. */
export interface Frame {
  /** `expression` is a brace in JSX, `hole` one in a template, `tag` a JSX tag before its `>`. */
  readonly kind: 'brace' | 'loop' | 'paren' | 'bracket' | 'template' | 'hole' | 'tag' | 'children' | 'expression';
  /** Of a tag, or what its children stand in; empty for a fragment. */
  readonly name: string;
  /** How many `a ? b` await their colon. */
  readonly ternaries: number;
  readonly parent: Frame | null;
}

/** A place where a module may be cut. */
export interface Point {
  readonly at: number;
  readonly stack: Frame | null;
  /** What ends the text that is open there: a quote, or nothing. */
  readonly quote: string;
}

/**
 * Reads a module from its beginning as far as it goes, and tells where it may be cut, in order. It never fails: what it
 * does not understand makes a bad point at worst.
 */
export function createScan(text: string, jsx: boolean): readonly Point[] {
  const scan = new Scan(text, jsx);
  while (!scan.isOver) scan.step();
  return scan.points;
}

const beforeValue =
  /^(?:return|typeof|case|in|of|instanceof|new|delete|void|throw|await|yield|else|do|default|extends|as|satisfies|const|let|var)$/;
const importStatement =
  /import\s+(?:type\s+)?[\w$*{},\s]+?\s*\bfrom\s*(["'])[^"'\n]*\1[^\S\n]*;?|import\s*(["'])[^"'\n]*\2[^\S\n]*;?/y;
const tagStart = /<(?:([A-Za-z_$][\w$.:-]*)(?=[\s/>{<])|>)/y;
const genericArrow = /<(?:const\s+)?[A-Z]\w*\s*(?:,|extends\b)/y;
const word = /[\w$\u0080-\uffff]+/y;
const attributeName = /[\w:.-]+/y;
const closingTag = /<\/\s*[\w$.:-]*\s*>/y;

/** A place in the text with what is open there. It has identity: it moves. */
class Scan {
  readonly points: Point[] = [];
  isOver = false;
  private at = 0;
  private stack: Frame | null = null;
  /** Whether a value has just ended: `<` and `/` are operators then. */
  private isAfterValue = false;
  private lastEnd = 0;
  private sawLineEnd = false;
  /** The word before the parenthesis that was closed last, and before what comes. */
  private lastWord = '';
  private readonly heads: string[] = [];
  private closedHead = '';
  private readonly text: string;
  private readonly jsx: boolean;

  constructor(text: string, jsx: boolean) {
    this.text = text;
    this.jsx = jsx;
    this.points.push({ at: 0, stack: null, quote: '' });
  }

  step(): void {
    if (this.at >= this.text.length) {
      this.isOver = true;
      return;
    }
    const kind = this.stack?.kind;
    if (kind === 'children') this.stepInChildren();
    else if (kind === 'tag') this.stepInTag();
    else if (kind === 'template') this.stepInTemplate();
    else this.stepInCode();
  }

  private push(kind: Frame['kind'], name = ''): void {
    this.stack = { kind, name, ternaries: 0, parent: this.stack };
  }

  private pop(): void {
    this.stack = this.stack?.parent ?? null;
  }

  private setTernaries(count: number): void {
    if (this.stack && count !== this.stack.ternaries) this.stack = { ...this.stack, ternaries: count };
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }

  /** The end of the text is reached in the middle of something that cannot be cut. */
  private giveUp(): void {
    this.isOver = true;
  }

  private mark(at: number, quote = ''): void {
    this.points.push({ at, stack: this.stack, quote });
  }

  /** Marks a place between statements or items, unless it lies in a loop, a call or an expression within JSX. */
  private markStatement(at: number): void {
    for (let frame = this.stack; frame; frame = frame.parent) {
      const { kind } = frame;
      if (kind === 'loop' || kind === 'paren' || kind === 'expression' || kind === 'hole') return;
    }
    this.mark(at);
  }

  /** Marks a place in JSX, unless it lies in a loop. */
  private markJsx(at: number, quote = ''): void {
    for (let frame = this.stack; frame; frame = frame.parent) {
      if (frame.kind === 'loop') return;
      // A component without all that it is to be given breaks more often than not.
      if (frame.kind === 'tag' && /^[A-Z]/.test(frame.name)) return;
    }
    this.mark(at, quote);
  }

  private stepInCode(): void {
    const { text } = this;
    const character = text[this.at] ?? '';
    if (/\s/.test(character)) {
      if (character === '\n') this.sawLineEnd = true;
      this.at += 1;
      return;
    }
    if (text.startsWith('//', this.at)) this.skipTo(text.indexOf('\n', this.at), 0);
    else if (text.startsWith('/*', this.at)) this.skipTo(text.indexOf('*/', this.at + 2), 2);
    else this.stepInStatement(character);
  }

  private skipTo(end: number, length: number): void {
    if (end === -1) this.giveUp();
    else this.at = end + length;
  }

  private stepInStatement(character: string): void {
    const startsWord = /[\w$\u0080-\uffff@#]/.test(character);
    if (this.sawLineEnd && this.isAfterValue && startsWord && this.isBetweenStatements()) {
      this.setTernaries(0);
      this.markStatement(this.lastEnd);
    }
    this.sawLineEnd = false;
    if (startsWord) this.readWord();
    else if (character === '"' || character === "'") this.readString(character);
    else if (character === '`') {
      this.push('template');
      this.at += 1;
    } else if (character === '<' && this.jsx && !this.isAfterValue && this.opensJsx()) return;
    else if (character === '/' && !this.isAfterValue) this.readRegularExpression();
    else this.readSign(character);
    this.lastEnd = this.at;
  }

  private isBetweenStatements(): boolean {
    return this.stack === null || this.stack.kind === 'brace' || this.stack.kind === 'loop';
  }

  private readWord(): void {
    if (
      this.stack === null &&
      this.text.startsWith('import', this.at) &&
      /import\s*["'{*\w]/y.test(this.text.slice(this.at, this.at + 20))
    ) {
      const statement = this.match(importStatement);
      // `import(…)` and `import.meta` are no statements.
      if (!statement && !/^import\s*[.(]/.test(this.text.slice(this.at, this.at + 40))) return this.giveUp();
      if (statement) {
        this.at += statement[0].length;
        this.isAfterValue = false;
        return this.markStatement(this.at);
      }
    }
    if (/[@#]/.test(this.text[this.at] ?? '')) this.at += 1;
    const found = this.match(word)?.[0] ?? '';
    this.at += found.length;
    // A word at the very end may be half of one.
    if (this.at >= this.text.length) return this.giveUp();
    this.lastWord = found;
    this.isAfterValue = !beforeValue.test(found);
  }

  private readString(quote: string): void {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== quote && this.text[end] !== '\n') {
      end += this.text[end] === '\\' ? 2 : 1;
    }
    if (end >= this.text.length) return this.giveUp();
    this.at = end + 1;
    this.isAfterValue = true;
    this.lastWord = '';
  }

  private readRegularExpression(): void {
    let end = this.at + 1;
    let isInClass = false;
    for (; end < this.text.length && this.text[end] !== '\n'; end += 1) {
      const character = this.text[end];
      if (character === '\\') end += 1;
      else if (character === '[') isInClass = true;
      else if (character === ']') isInClass = false;
      else if (character === '/' && !isInClass) break;
    }
    if (end >= this.text.length) return this.giveUp();
    // A line's end in it: it was a division after all.
    this.at = this.text[end] === '/' ? end + 1 : this.at + 1;
    this.isAfterValue = this.text[end] === '/';
  }

  private opensJsx(): boolean {
    const tag = this.match(tagStart);
    if (!tag || this.match(genericArrow)) {
      if (/^<[\w$.:-]*$/.test(this.text.slice(this.at, this.at + 60))) {
        this.giveUp();
        return true;
      }
      return false;
    }
    this.openTag(tag);
    return true;
  }

  private openTag(tag: RegExpExecArray): void {
    this.at += tag[0].length;
    if (tag[1] === undefined) {
      this.push('children');
      this.markJsx(this.at);
    } else {
      this.push('tag', tag[1]);
      this.markJsx(this.at);
    }
  }

  private readSign(character: string): void {
    this.at += 1;
    switch (character) {
      case '{':
        this.push(this.opensLoop() ? 'loop' : 'brace');
        this.isAfterValue = false;
        this.markStatement(this.at);
        break;
      case '(':
        this.heads.push(this.lastWord);
        this.push('paren');
        this.isAfterValue = false;
        break;
      case '[':
        this.push('bracket');
        this.isAfterValue = false;
        break;
      case '}':
        this.closeBrace();
        break;
      case ')':
        if (this.stack?.kind === 'paren') this.pop();
        this.closedHead = this.heads.pop() ?? '';
        this.isAfterValue = !/^(?:if|while|for|with)$/.test(this.closedHead);
        break;
      case ']':
        if (this.stack?.kind === 'bracket') this.pop();
        this.isAfterValue = true;
        break;
      case ';':
        this.setTernaries(0);
        this.isAfterValue = false;
        this.markStatement(this.at);
        break;
      case ',':
        this.isAfterValue = false;
        if (this.stack?.kind === 'brace' || this.stack?.kind === 'bracket') this.markStatement(this.at);
        break;
      default:
        this.readOperator(character);
    }
    if (character !== ')') this.closedHead = '';
    this.lastWord = '';
  }

  private opensLoop(): boolean {
    return /^(?:for|while|await)$/.test(this.closedHead) || this.lastWord === 'do';
  }

  private closeBrace(): void {
    const kind = this.stack?.kind;
    if (kind !== 'brace' && kind !== 'loop' && kind !== 'hole' && kind !== 'expression') return;
    this.pop();
    this.isAfterValue = false;
    // Back in a template or in JSX, whose own steps go on.
    if (kind === 'brace' || kind === 'loop') this.markStatement(this.at);
    else if (this.stack?.kind === 'children' || this.stack?.kind === 'tag') this.markJsx(this.at);
  }

  private readOperator(character: string): void {
    const next = this.text[this.at] ?? '';
    if (character === '?') {
      if (next === '.' || next === '?') this.at += 1;
      else if (!/^\s*[:,);=]/.test(this.text.slice(this.at, this.at + 10)))
        this.setTernaries((this.stack?.ternaries ?? 0) + 1);
    } else if (character === ':') this.setTernaries(Math.max(0, (this.stack?.ternaries ?? 0) - 1));
    // `i++` and `value!` are values still.
    else if ((character === '+' || character === '-') && next === character) {
      this.at += 1;
      return;
    } else if (character === '!' && this.isAfterValue && next !== '=') return;
    this.isAfterValue = false;
  }

  private stepInTag(): void {
    const { text } = this;
    const character = text[this.at] ?? '';
    const tag = this.stack;
    if (text.startsWith('/>', this.at)) {
      this.at += 2;
      this.closeElement();
    } else if (character === '>') {
      this.at += 1;
      this.pop();
      this.push('children', tag?.name ?? '');
      this.markJsx(this.at);
    } else if (character === '{') {
      this.at += 1;
      this.push('expression');
      this.isAfterValue = false;
    } else if (character === '"' || character === "'") {
      const end = text.indexOf(character, this.at + 1);
      if (end === -1) {
        this.markJsx(text.length, character);
        this.giveUp();
      } else {
        this.at = end + 1;
        this.markJsx(this.at);
      }
    } else if (/[\w]/.test(character)) {
      this.at += this.match(attributeName)?.[0].length ?? 1;
    } else if (character === '<') this.skipTypeArguments();
    else this.at += 1;
  }

  private skipTypeArguments(): void {
    let depth = 0;
    for (; this.at < this.text.length; this.at += 1) {
      if (this.text[this.at] === '<') depth += 1;
      else if (this.text[this.at] === '>') depth -= 1;
      if (depth === 0) break;
    }
    this.at += 1;
  }

  private closeElement(): void {
    this.pop();
    this.isAfterValue = true;
    this.lastEnd = this.at;
    this.sawLineEnd = false;
    this.markJsx(this.at);
  }

  private stepInChildren(): void {
    const { text } = this;
    const character = text[this.at];
    if (character === '{') {
      this.at += 1;
      this.push('expression');
      this.isAfterValue = false;
    } else if (character !== '<') {
      const end = text.slice(this.at).search(/[<{]/);
      this.at = end === -1 ? text.length : this.at + end;
      this.markJsx(this.at);
    } else if (text[this.at + 1] === '/') {
      const closing = this.match(closingTag);
      if (!closing) return this.giveUp();
      this.at += closing[0].length;
      this.closeElement();
    } else {
      const tag = this.match(tagStart);
      if (tag) this.openTag(tag);
      else if (/^<[\w$.:-]*$/.test(text.slice(this.at, this.at + 60))) this.giveUp();
      else this.at += 1;
    }
  }

  private stepInTemplate(): void {
    const { text } = this;
    const end = text.slice(this.at).search(/[`\\]|\$\{/);
    if (end === -1) {
      this.at = text.length;
      this.markTemplate();
      return;
    }
    this.at += end;
    if (text[this.at] === '\\') this.at += 2;
    else if (text[this.at] === '`') {
      this.at += 1;
      this.pop();
      this.isAfterValue = true;
      this.lastEnd = this.at;
      this.lastWord = '';
    } else {
      this.markTemplate();
      this.at += 2;
      this.push('hole');
      this.isAfterValue = false;
    }
  }

  /** The text of a template may end anywhere, but for what a trailing dollar or backslash would make of it. */
  private markTemplate(): void {
    const at = this.text.endsWith('$') && this.at === this.text.length ? this.at - 1 : this.at;
    for (let frame: Frame | null = this.stack?.parent ?? null; frame; frame = frame.parent) {
      if (frame.kind === 'loop' || frame.kind === 'hole' || frame.kind === 'paren') return;
    }
    this.mark(at);
  }
}
