import { Marked, Renderer } from 'marked';
import { drawingAddress } from '../drawing-address.ts';
import { colourCode, escapeHtml } from './colour-code.ts';
import { localFile } from './local-file.ts';

/** A piece of a document: the same key is the same piece. */
export interface MarkdownBlock {
  readonly key: string;
  readonly html: string;
}

type Files = Readonly<Record<string, string>>;

/**
 * Renders Markdown block by block, so that what stays the same need not be drawn again. `path` is where it lies, `files`
 * what it may show or lead to. The markup in it is left as it is: the frame's own walls keep it in.
 */
export function renderMarkdown(text: string, path: string, files: Files): readonly MarkdownBlock[] {
  const marked = new Marked();
  marked.setOptions({ gfm: true, renderer: new DocumentRenderer(path, files) });
  const tokens = marked.lexer(text.replace(frontMatter, ''));
  const links = Object.keys(tokens.links).length > 0 ? JSON.stringify(tokens.links) : '';
  return tokens
    .filter((token) => token.type !== 'space')
    .map((token) => ({
      key: `${token.raw.trimEnd()}${token.raw.includes('[') ? links : ''}`,
      html: marked.parser([token]),
    }));
}

const frontMatter = /^---\n[\s\S]*?\n---(?:\n|$)/;

/** The name by which a link leads to a heading. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/<[^>]*>|[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-');
}

class DocumentRenderer extends Renderer {
  readonly #path: string;
  readonly #files: Files;

  constructor(path: string, files: Files) {
    super();
    this.#path = path;
    this.#files = files;
  }

  override code({ text, lang }: Parameters<Renderer['code']>[0]): string {
    return `<pre><code>${colourCode(text, lang ?? '')}\n</code></pre>`;
  }

  override heading({ tokens, depth, text }: Parameters<Renderer['heading']>[0]): string {
    return `<h${depth} id="${slugOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
  }

  override link({ href, title, tokens }: Parameters<Renderer['link']>[0]): string {
    const file = localFile(href, this.#path);
    const leads = file !== null && this.#files[file] !== undefined ? ` data-file="${escapeHtml(file)}"` : '';
    return `<a href="${escapeHtml(href)}"${leads}${hint(title)}>${this.parser.parseInline(tokens)}</a>`;
  }

  override image({ href, title, text }: Parameters<Renderer['image']>[0]): string {
    const drawing = this.#files[localFile(href, this.#path) ?? ''];
    const address = drawing !== undefined && /\.svg(?:[?#]|$)/i.test(href) ? drawingAddress(drawing) : href;
    if (!/^(?:data|blob):/i.test(address)) return `<span class="picture-missing">${escapeHtml(text || href)}</span>`;
    return `<img src="${escapeHtml(address)}" alt="${escapeHtml(text)}"${hint(title)}>`;
  }

  override table(token: Parameters<Renderer['table']>[0]): string {
    return `<div class="table">${super.table(token)}</div>`;
  }
}

function hint(title: string | null | undefined): string {
  return title ? ` title="${escapeHtml(title)}"` : '';
}
