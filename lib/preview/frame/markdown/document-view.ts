import { closeMarkdown } from './close-markdown.ts';
import { renderMarkdown } from './render-markdown.ts';

/** What is shown: a file, and what it may show or lead to. */
export interface MarkdownPage {
  readonly path: string;
  readonly text: string;
  readonly isWhole: boolean;
  readonly files: Readonly<Record<string, string>>;
}

interface DrawnBlock {
  readonly key: string;
  readonly nodes: readonly ChildNode[];
}

/** Shows a document in an element. Blocks that stay the same are left alone, and so is where somebody reads. */
export function createDocumentView(place: HTMLElement): { show(page: MarkdownPage): void } {
  let drawn: readonly DrawnBlock[] = [];
  let path = '';

  return {
    show(page) {
      if (page.path !== path) {
        path = page.path;
        drawn = [];
        place.replaceChildren();
      }
      const blocks = renderMarkdown(page.isWhole ? page.text : closeMarkdown(page.text), path, page.files);
      const most = Math.min(blocks.length, drawn.length);
      let same = 0;
      while (same < most && blocks[same]?.key === drawn[same]?.key) same += 1;
      let sameAtEnd = 0;
      while (sameAtEnd < most - same && blocks.at(-1 - sameAtEnd)?.key === drawn.at(-1 - sameAtEnd)?.key)
        sameAtEnd += 1;

      const after = drawn.slice(drawn.length - sameAtEnd);
      const next = after.flatMap(({ nodes }) => nodes)[0] ?? null;
      for (const { nodes } of drawn.slice(same, drawn.length - sameAtEnd)) for (const node of nodes) node.remove();
      const fresh = blocks.slice(same, blocks.length - sameAtEnd).map(({ key, html }): DrawnBlock => {
        const template = document.createElement('template');
        template.innerHTML = html;
        const nodes = [...template.content.childNodes];
        place.insertBefore(template.content, next);
        return { key, nodes };
      });
      drawn = [...drawn.slice(0, same), ...fresh, ...after];
    },
  };
}
