import type { TextProgram } from '../../text-program.ts';
import type { Engine, EngineTools } from '../engine.ts';
import { dress } from '../look.ts';
import { createDocumentView } from '../markdown/document-view.ts';
import { slugOf } from '../markdown/render-markdown.ts';
import { markdownStyle } from '../markdown/markdown-style.ts';

/** The document that the session shows, and the one that a link in it led to, if one did. */
let shown: TextProgram | null = null;
let trail: string[] = [];
let view: ReturnType<typeof createDocumentView> | null = null;
let back: HTMLButtonElement | null = null;

function open(tools: EngineTools): ReturnType<typeof createDocumentView> {
  dress(tools.assets, markdownStyle);
  const page = document.createElement('article');
  back = document.createElement('button');
  back.type = 'button';
  back.className = 'markdown-back';
  back.addEventListener('click', () => {
    trail.pop();
    draw();
  });
  page.addEventListener('click', follow);
  document.body.replaceChildren(back, page);
  return createDocumentView(page);
}

function follow(event: MouseEvent): void {
  const link = event.target instanceof Element && event.target.closest('a[href]');
  if (!(link instanceof HTMLAnchorElement)) return;
  const file = link.dataset['file'];
  const heading = /#(.+)$/.exec(link.getAttribute('href') ?? '')?.[1];
  if (file === undefined && !link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  if (file !== undefined) {
    trail.push(file);
    draw();
    document.scrollingElement?.scrollTo(0, 0);
  }
  if (heading !== undefined) document.getElementById(slugOf(decodeURIComponent(heading)))?.scrollIntoView();
}

function draw(): void {
  if (!shown || !view || !back) return;
  const all = { ...shown.files, [shown.path]: shown.text };
  trail = trail.filter((path) => path in all);
  const path = trail.at(-1) ?? shown.path;
  const isOwn = path === shown.path;
  back.hidden = trail.length === 0;
  back.textContent = `← ${trail.at(-2) ?? shown.path}`;
  view.show({ path, text: all[path] ?? '', isWhole: !isOwn || shown.isWhole, files: all });
}

/** Markdown, drawn as it is written. Links to the session's other documents open them in place. */
const markdown: Engine = {
  run(program, tools) {
    const next = program as TextProgram;
    if (next.path !== shown?.path) trail = [];
    shown = next;
    view ??= open(tools);
    draw();
    tools.painted();
    tools.state('finished');
  },
};

export default markdown;
