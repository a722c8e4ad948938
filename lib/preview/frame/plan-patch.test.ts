import { expect, test } from 'vitest';
import { pageElement, pageText, type PageElement, type PageNode } from './page-tree.ts';
import { planPatch } from './plan-patch.ts';

/** An element by its name, with `#id` and `.class`; attributes are optional, texts may be given as they are. */
function h(what: string, ...rest: readonly (string | PageNode | Record<string, string>)[]): PageElement {
  const [name = '', id = '', className = ''] = /^(\w+)(?:#(\w+))?(?:\.([\w.]+))?$/.exec(what)?.slice(1) ?? [];
  const attributes = new Map<string, string>();
  if (id) attributes.set('id', id);
  if (className) attributes.set('class', className.replaceAll('.', ' '));
  const children: PageNode[] = [];
  for (const one of rest) {
    if (typeof one === 'string') children.push(pageText(one));
    else if ('kind' in one) children.push(one as PageNode);
    else for (const [attribute, value] of Object.entries(one)) attributes.set(attribute, value);
  }
  return pageElement(name, attributes, children);
}

/** The patches in words, or `again` when the page has to start again. The page stands as it was written unless said. */
function plan(before: PageElement, after: PageElement, live = before): string[] | 'again' {
  const patches = planPatch(before, after, live);
  if (!patches) return 'again';
  const named = (node: PageNode | null) =>
    node === null ? 'the end' : node.kind === 'text' ? `“${node.text}”` : (node.attributes.get('id') ?? node.name);
  return patches.map((patch) => {
    switch (patch.do) {
      case 'text':
        return `${named(patch.node)} reads “${patch.text}”`;
      case 'attribute':
        return `${named(patch.node)} has ${patch.name}=${patch.value}`;
      case 'class':
        return `${named(patch.node)} +${patch.add.join(' ')} -${patch.remove.join(' ')}`;
      case 'remove':
        return `${named(patch.node)} goes`;
      case 'insert':
        return `${patch.nodes.map(named).join(', ')} into ${named(patch.parent)} before ${named(patch.before)}`;
      default:
        return patch satisfies never;
    }
  });
}

const script = h('script', 'let count = 0;');

test('a text that changed is exchanged where it stands', () => {
  expect(plan(h('body', h('h1', 'Old'), h('p', 'x')), h('body', h('h1', 'New'), h('p', 'x')))).toEqual([
    '“Old” reads “New”',
  ]);
});

test('what the program put into the page stays where it is', () => {
  const before = h('body', h('ul#list'), h('p', 'old'), script);
  const live = h('body', h('ul#list', h('li', 'one'), h('li', 'two')), h('aside', 'made'), h('p', 'old'), script);
  expect(plan(before, h('body', h('ul#list'), h('p', 'new'), script), live)).toEqual(['“old” reads “new”']);
});

test('attributes are set and taken away, and classes that the program gave stay', () => {
  const before = h('body', h('a#link.one.two', { href: 'a.html', title: 't' }));
  const live = h('body', h('a#link.one.two.active', { href: 'a.html', title: 't' }));
  expect(plan(before, h('body', h('a#link.one.three', { href: 'b.html' })), live)).toEqual([
    'link +three -two',
    'link has href=b.html',
    'link has title=null',
  ]);
});

test('elements come and go in a page without scripts', () => {
  const before = h('ul', h('li', 'a'), h('li', 'b'), h('li', 'c'));
  expect(plan(before, h('ul', h('li', 'a'), h('li', 'c')))).toEqual(['li goes']);
  expect(plan(before, h('ul', h('li', 'a'), h('li', 'b'), h('li', 'new'), h('li', 'c')))).toEqual([
    'li into ul before li',
  ]);
  expect(plan(before, h('ul', h('li', 'a'), h('li', 'b'), h('li', 'c'), h('li', 'd')))).toEqual([
    'li into ul before the end',
  ]);
});

test('a page with scripts starts again when elements come, go or get other names', () => {
  const page = (...children: readonly PageNode[]) => h('body', ...children, script);
  expect(plan(page(h('p', 'a')), page(h('p', 'a'), h('p', 'b')))).toBe('again');
  expect(plan(page(h('p', 'a'), h('p', 'b')), page(h('p', 'a')))).toBe('again');
  expect(plan(page(h('p#one', 'a')), page(h('p#two', 'a')))).toBe('again');
  expect(plan(page(h('b', { onclick: 'go()' })), page(h('b', { onclick: 'stop()' })))).toBe('again');
});

test('a page starts again when a script changed, came or went', () => {
  expect(plan(h('body', script), h('body', h('script', 'let count = 1;')))).toBe('again');
  expect(plan(h('body', h('p')), h('body', h('p'), script))).toBe('again');
  expect(plan(h('body', h('p'), script), h('body', h('p')))).toBe('again');
});

test('a style in the page is exchanged without starting again', () => {
  const page = (css: string) => h('html', h('head', h('style', css)), h('body', script));
  expect(plan(page('p{}'), page('p{color:red}'))).toEqual(['“p{}” reads “p{color:red}”']);
  expect(plan(h('html', h('head'), h('body', script)), page('p{}'))).toEqual(['style into head before the end']);
});

test('a text that the program has written over means starting again only when its author changed it', () => {
  const page = (text: string, title = 't') => h('body', h('h1', title), h('b#count', text), script);
  expect(plan(page('0'), page('0', 'u'), page('7'))).toEqual(['“t” reads “u”']);
  expect(plan(page('0'), page('1'), page('7'))).toBe('again');
});

test('what the program removed cannot be changed in place', () => {
  expect(plan(h('body', h('p#gone', 'a')), h('body', h('p#gone', 'b')), h('body'))).toBe('again');
});

test('an element is not mistaken for one that the program put before it', () => {
  const before = h('ul', h('li.item', 'a'), h('li.item', 'b'));
  const live = h('ul', h('li.item', 'new'), h('li.item', 'a'), h('li.item', 'b'));
  expect(plan(before, h('ul', h('li.item', 'a'), h('li.item', 'bb')), live)).toEqual(['“b” reads “bb”']);
});

test('data in a script element is no script', () => {
  const data = h('script', { type: 'application/json' }, '{}');
  expect(plan(h('body', data, h('p', 'a')), h('body', data, h('p', 'a'), h('p', 'b')))).toEqual([
    'p into body before the end',
  ]);
});
