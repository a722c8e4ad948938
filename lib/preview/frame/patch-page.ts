import { planPatch, type PagePatch } from './plan-patch.ts';
import { readPage, type ReadPage } from './read-page.ts';

/**
 * Turns the page that runs, written as `before`, into the one that is written as `after`, in place. False, with nothing
 * done, when it has to begin again for that. `hasModules` when scripts run in it that are not written in it.
 */
export function patchPage(before: string, after: string, hasModules: boolean): boolean {
  const parser = new DOMParser();
  const was = readPage(parser.parseFromString(before, 'text/html'));
  const is = readPage(parser.parseFromString(after, 'text/html'));
  const live = readPage(document);
  const patches = planPatch(was.tree, is.tree, live.tree, hasModules);
  if (!patches) return false;
  for (const patch of patches) apply(patch, is, live);
  return true;
}

function apply(patch: PagePatch, is: ReadPage, live: ReadPage): void {
  switch (patch.do) {
    case 'text': {
      const text = live.nodeOf(patch.node);
      if (text) text.nodeValue = patch.text;
      break;
    }
    case 'attribute': {
      const element = live.nodeOf(patch.node);
      if (!(element instanceof Element)) break;
      if (patch.value === null) element.removeAttribute(patch.name);
      else element.setAttribute(patch.name, patch.value);
      break;
    }
    case 'class': {
      const element = live.nodeOf(patch.node);
      if (!(element instanceof Element)) break;
      element.classList.remove(...patch.remove);
      element.classList.add(...patch.add);
      break;
    }
    case 'remove':
      live.nodeOf(patch.node)?.parentNode?.removeChild(live.nodeOf(patch.node) as Node);
      break;
    case 'insert': {
      const parent = live.nodeOf(patch.parent);
      const before = patch.before ? (live.nodeOf(patch.before) ?? null) : null;
      for (const node of patch.nodes) {
        const made = is.nodeOf(node);
        if (made) parent?.insertBefore(document.importNode(made, true), before);
      }
      break;
    }
    default:
      patch satisfies never;
  }
}
