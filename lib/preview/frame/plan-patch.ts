import { alignChildren } from './align-children.ts';
import type { PageElement, PageNode } from './page-tree.ts';

/** One thing to do to the page as it stands. The nodes are of its own tree, but `nodes`, which are of the new page. */
export type PagePatch =
  | { readonly do: 'text'; readonly node: PageNode; readonly text: string }
  | { readonly do: 'attribute'; readonly node: PageElement; readonly name: string; readonly value: string | null }
  | {
      readonly do: 'class';
      readonly node: PageElement;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | { readonly do: 'remove'; readonly node: PageNode }
  /** Puts nodes in before a child, or at the end. */
  | {
      readonly do: 'insert';
      readonly parent: PageElement;
      readonly before: PageNode | null;
      readonly nodes: readonly PageNode[];
    };

/**
 * How a page that runs becomes the one that is written now, without starting again: `before` is what its author had
 * written, `after` what is written now, and `live` what stands there, which scripts may have changed since. Only what the
 * author changed is changed; what the program made of its page stays.
 *
 * Null when that cannot be done honestly and the page has to start again: a script changed; or the page has scripts that
 * have seen its elements, and elements came, went or got other names; or what was changed is not there any more.
 * `hasModules` says that scripts run in it that are not written in it.
 */
export function planPatch(
  before: PageElement,
  after: PageElement,
  live: PageElement,
  hasModules = false,
): readonly PagePatch[] | null {
  const patches: PagePatch[] = [];
  const isScripted = hasModules || hasScript(before);
  return compare(before, after, live) ? patches : null;

  function compare(was: PageElement, is: PageElement, stands: PageElement): boolean {
    if (was.key === is.key) return true;
    if (was.name === 'script' || was.name === 'template') return false;
    return compareAttributes(was, is, stands) && compareChildren(was, is, stands);
  }

  function compareAttributes(was: PageElement, is: PageElement, stands: PageElement): boolean {
    for (const name of new Set([...was.attributes.keys(), ...is.attributes.keys()])) {
      const [old, value] = [was.attributes.get(name), is.attributes.get(name) ?? null];
      if ((old ?? null) === value) continue;
      if (isScripted && isSeenByScripts(was, name)) return false;
      if (name === 'class') {
        const [olds, news] = [tokensOf(old), tokensOf(value)];
        const [add, remove] = [news.filter((one) => !olds.includes(one)), olds.filter((one) => !news.includes(one))];
        patches.push({ do: 'class', node: stands, add, remove });
      } else patches.push({ do: 'attribute', node: stands, name, value });
    }
    return true;
  }

  function compareChildren(was: PageElement, is: PageElement, stands: PageElement): boolean {
    if (was.children.every((child, index) => child.key === is.children[index]?.key)) {
      if (was.children.length === is.children.length) return true;
    }
    const changed = alignChildren(was.children, is.children, likenessOfWritten);
    const standing = alignChildren(was.children, stands.children, likenessToLive);
    if (!changed || !standing) return false;
    const nowOf = new Map(changed);
    const liveOf = new Map(standing);
    const isNew = new Set<PageNode>(is.children);
    for (const child of was.children) {
      const now = nowOf.get(child);
      const there = liveOf.get(child);
      if (now) isNew.delete(now);
      if (now?.key === child.key) continue;
      if (!there) return false;
      if (!now) {
        if (!mayComeAndGo(child, was)) return false;
        patches.push({ do: 'remove', node: there });
      } else if (child.kind === 'text' && now.kind === 'text') {
        patches.push({ do: 'text', node: there, text: now.text });
      } else if (child.kind === 'element' && now.kind === 'element' && there.kind === 'element') {
        if (!compare(child, now, there)) return false;
      }
    }
    return insertNew(is, stands, isNew, (child) => liveOf.get(child) ?? null, new Map(changed.map(([a, b]) => [b, a])));
  }

  function insertNew(
    is: PageElement,
    stands: PageElement,
    isNew: ReadonlySet<PageNode>,
    liveOf: (child: PageNode) => PageNode | null,
    wasOf: ReadonlyMap<PageNode, PageNode>,
  ): boolean {
    let nodes: PageNode[] = [];
    for (const child of is.children) {
      if (isNew.has(child)) {
        if (!mayComeAndGo(child, is)) return false;
        nodes.push(child);
        continue;
      }
      if (nodes.length === 0) continue;
      const was = wasOf.get(child);
      const before = was ? liveOf(was) : null;
      if (!before) return false;
      patches.push({ do: 'insert', parent: stands, before, nodes });
      nodes = [];
    }
    if (nodes.length > 0)
      patches.push({ do: 'insert', parent: stands, before: endOf(is, stands, liveOf, wasOf), nodes });
    return true;
  }

  /** What comes after the last of the author's own children: the program may have put more behind it. */
  function endOf(
    is: PageElement,
    stands: PageElement,
    liveOf: (child: PageNode) => PageNode | null,
    wasOf: ReadonlyMap<PageNode, PageNode>,
  ): PageNode | null {
    for (const child of is.children.toReversed()) {
      const was = wasOf.get(child);
      const there = was ? liveOf(was) : null;
      if (there) return stands.children[stands.children.indexOf(there) + 1] ?? null;
    }
    return stands.children[0] ?? null;
  }

  function mayComeAndGo(node: PageNode, parent: PageElement): boolean {
    if (node.kind === 'text') return true;
    if (hasScript(node) || node.name === 'base' || node.attributes.has('http-equiv')) return false;
    return !isScripted || parent.name === 'head' || node.name === 'style';
  }
}

/** Of one page to the next: the same kind of thing under the same name. */
function likenessOfWritten(one: PageNode, other: PageNode): number {
  if (one.key === other.key) return 4;
  if (one.kind === 'text' || other.kind === 'text') return one.kind === other.kind ? 1 : 0;
  if (one.name !== other.name || one.attributes.get('id') !== other.attributes.get('id')) return 0;
  return one.attributes.get('class') === other.attributes.get('class') ? 2 : 1;
}

/** Of what was written to what stands: a text that reads otherwise is the program's own. */
function likenessToLive(written: PageNode, live: PageNode): number {
  if (written.key === live.key) return 4;
  if (written.kind === 'text' || live.kind === 'text') return 0;
  if (written.name !== live.name || written.attributes.get('id') !== live.attributes.get('id')) return 0;
  return written.attributes.get('class') === live.attributes.get('class') ? 2 : 1;
}

/** Whether scripts find, or draw into, an element by what this attribute says. */
function isSeenByScripts({ name: element }: PageElement, name: string): boolean {
  return name === 'id' || name === 'name' || name.startsWith('on') || element === 'canvas' || name === 'src';
}

/** Whether anything in it runs: data in a script element does not. */
function hasScript(element: PageElement): boolean {
  if (element.name === 'script') {
    const type = element.attributes.get('type') ?? '';
    return type === '' || /javascript|module|babel/i.test(type);
  }
  return element.children.some((child) => child.kind === 'element' && hasScript(child));
}

function tokensOf(value: string | null | undefined): string[] {
  return (value ?? '').split(/\s+/).filter(Boolean);
}
