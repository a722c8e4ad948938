import { createHighlighter, type BundledLanguage, type Highlighter, type ThemeRegistration } from 'shiki';
import { darkPalette, lightPalette, type EditorPalette } from './editor-theme.ts';

/** Code as HTML, line by line, with both themes' colours in it. */
export interface HighlightedCode {
  /** One string of HTML per line, its text escaped; colours stand in `--shiki-light` and `--shiki-dark`. */
  readonly lines: readonly string[];
  /** Lines of the whole file, also those left out here. */
  readonly lineCount: number;
}

/** Colours beyond this cost more time than they give: the rest is there in plain text. */
const mostColoured = 1_000;

/** Beyond this the page would be more code than page: the rest comes with Monaco. */
const mostLines = 3_000;

/** Many who follow one link at once are shown the same code. */
const mostKept = 32;

let highlighter: Promise<Highlighter> | undefined;

const kept = new Map<string, Promise<HighlightedCode>>();

/**
 * Colours a file for the first paint. Server only: it loads Shiki's grammars and its regular-expression engine, so
 * import it from server components. Unknown languages come back as plain text; it never throws for what is in the file.
 */
export function highlight(path: string, code: string): Promise<HighlightedCode> {
  const key = `${grammarOf(path)}\n${code}`;
  const known = kept.get(key);
  const coloured = known ?? colour(path, code);
  kept.delete(key);
  kept.set(key, coloured);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return coloured;
}

async function colour(path: string, code: string): Promise<HighlightedCode> {
  const all = code.split(/\r\n?|\n/);
  const shown = all.slice(0, mostColoured);
  const { tokens } = (await loadHighlighter()).codeToTokens(shown.join('\n'), {
    lang: grammarOf(path),
    themes: { dark: 'flint-dark', light: 'flint-light' },
    defaultColor: false,
    tokenizeMaxLineLength: 2_000,
  });
  return {
    lineCount: all.length,
    lines: [
      ...tokens.map((line) =>
        line
          .map(({ content, htmlStyle }) => {
            const style = Object.entries(htmlStyle ?? {})
              .map(([name, value]) => `${name}:${value}`)
              .join(';');
            return `<span style="${escapeHtml(style)}">${escapeHtml(content)}</span>`;
          })
          .join(''),
      ),
      ...all.slice(mostColoured, mostLines).map(escapeHtml),
    ],
  };
}

/** A few lines as pieces of one colour each, as the dark theme has them. Server only, like `highlight`. */
export async function colourTokens(
  path: string,
  code: string,
): Promise<readonly (readonly { readonly content: string; readonly colour: string }[])[]> {
  const { tokens } = (await loadHighlighter()).codeToTokens(code, {
    lang: grammarOf(path),
    theme: 'flint-dark',
    tokenizeMaxLineLength: 2_000,
  });
  return tokens.map((line) => line.map(({ content, color }) => ({ content, colour: color ?? darkPalette.text })));
}

function loadHighlighter(): Promise<Highlighter> {
  return (highlighter ??= createHighlighter({
    themes: [shikiTheme('flint-dark', 'dark', darkPalette), shikiTheme('flint-light', 'light', lightPalette)],
    langs: ['typescript', 'tsx', 'javascript', 'jsx', 'html', 'css', 'json', 'markdown', 'python', 'xml'],
  }));
}

function grammarOf(path: string): BundledLanguage | 'text' {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const grammars: Readonly<Record<string, BundledLanguage>> = {
    ts: 'typescript',
    mts: 'typescript',
    tsx: 'tsx',
    js: 'javascript',
    mjs: 'javascript',
    jsx: 'jsx',
    html: 'html',
    htm: 'html',
    css: 'css',
    json: 'json',
    md: 'markdown',
    markdown: 'markdown',
    py: 'python',
    svg: 'xml',
    xml: 'xml',
  };
  return grammars[extension] ?? 'text';
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function shikiTheme(name: string, type: 'dark' | 'light', palette: EditorPalette): ThemeRegistration {
  const rule = (scope: string[], foreground: string, fontStyle?: string) => ({
    scope,
    settings: { foreground, ...(fontStyle === undefined ? {} : { fontStyle }) },
  });
  return {
    name,
    type,
    fg: palette.text,
    bg: palette.background,
    settings: [
      { settings: { foreground: palette.text, background: palette.background } },
      rule(['comment', 'punctuation.definition.comment'], palette.comment, 'italic'),
      rule(
        ['keyword', 'storage', 'storage.type', 'variable.language', 'constant.language', 'support.type.primitive'],
        palette.keyword,
      ),
      rule(['keyword.operator', 'punctuation', 'meta.brace', 'storage.type.function.arrow'], palette.punctuation),
      rule(['keyword.operator.new', 'keyword.operator.expression'], palette.keyword),
      rule(['string', 'punctuation.definition.string', 'markup.inline.raw', 'markup.fenced_code'], palette.string),
      rule(
        [
          'string.regexp',
          'constant.character.escape',
          'constant.numeric',
          'constant.other.color',
          'keyword.other.unit',
        ],
        palette.number,
      ),
      rule(['support.constant', 'constant.language.json'], palette.number),
      rule(
        [
          'entity.name.type',
          'entity.name.class',
          'support.class',
          'support.type.property-name',
          'entity.other.attribute-name',
          'entity.other.inherited-class',
        ],
        palette.type,
      ),
      rule(['entity.name.tag', 'support.class.component', 'markup.heading', 'entity.name.section'], palette.tag),
      rule(['support.type.property-name.css', 'meta.property-name'], palette.type),
      rule(['meta.doctype', 'meta.tag.metadata.doctype'], palette.comment),
      rule(['markup.bold'], palette.text, 'bold'),
      rule(['markup.italic'], palette.text, 'italic'),
      rule(['entity.name.function', 'support.function', 'variable', 'meta.object-literal.key'], palette.name),
    ],
  };
}
