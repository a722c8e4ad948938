import type { JsonNode } from '../../read-json.ts';

/** Which branches somebody opened or closed, by their paths; others are as they are at first. */
export type Openness = Map<string, boolean>;

const openAtFirst = 2;
const pageSize = 100;
const longestText = 600;
const longestPeek = 80;

/** Draws a value as a tree that opens and closes. Branches are filled when they are opened. */
export function drawTree(value: JsonNode, openness: Openness): HTMLElement {
  const root = document.createElement('div');
  root.className = 'json-tree';
  root.append(drawNode(value, null, '', 0, openness));
  return root;
}

function drawNode(node: JsonNode, name: string | null, path: string, depth: number, openness: Openness): HTMLElement {
  const size = sizeOf(node);
  if (size === 0 || node.kind === 'text' || node.kind === 'plain') {
    return element('div', 'json-leaf', ...label(name), valueOf(node));
  }
  const branch = document.createElement('details');
  const summary = element(
    'summary',
    '',
    ...label(name),
    element('span', 'json-size', hintOf(node, size)),
    element('span', 'json-peek', peekOf(node)),
  );
  branch.append(summary);
  let isFilled = false;
  const fill = () => {
    if (isFilled) return;
    isFilled = true;
    const children = element('div', 'json-children');
    branch.append(children);
    addPage(children, node, 0, path, depth, openness);
  };
  branch.addEventListener('toggle', () => {
    if (branch.open) fill();
    openness.set(path, branch.open);
  });
  branch.open = openness.get(path) ?? depth < openAtFirst;
  if (branch.open) fill();
  return branch;
}

/** The next hundred of a branch, and how to get at those after them. */
function addPage(
  place: HTMLElement,
  node: JsonNode,
  from: number,
  path: string,
  depth: number,
  openness: Openness,
): void {
  const size = sizeOf(node);
  const to = Math.min(size, from + pageSize);
  for (let at = from; at < to; at += 1) {
    const [name, child] = childOf(node, at);
    if (child) place.append(drawNode(child, name, `${path}/${at}:${name}`, depth + 1, openness));
  }
  if (to >= size) return;
  const more = document.createElement('button');
  more.type = 'button';
  more.className = 'json-more';
  more.textContent = `${Math.min(pageSize, size - to)} more of ${size - to}`;
  more.addEventListener('click', () => {
    more.remove();
    addPage(place, node, to, path, depth, openness);
  });
  place.append(more);
}

function childOf(node: JsonNode, at: number): readonly [name: string, child: JsonNode | undefined] {
  if (node.kind === 'list') return [String(at), node.items[at]];
  if (node.kind === 'record') return [node.fields[at]?.name ?? '', node.fields[at]?.value];
  return ['', undefined];
}

function sizeOf(node: JsonNode): number {
  return node.kind === 'list' ? node.items.length : node.kind === 'record' ? node.fields.length : 0;
}

function hintOf(node: JsonNode, size: number): string {
  return node.kind === 'list'
    ? `[ ${size} ${size === 1 ? 'item' : 'items'} ]`
    : `{ ${size} ${size === 1 ? 'field' : 'fields'} }`;
}

/** The first plain values, for a branch that is closed. */
function peekOf(node: JsonNode): string {
  const children = node.kind === 'list' ? node.items.map((item) => ['', item] as const) : [];
  const fields = node.kind === 'record' ? node.fields.map(({ name, value }) => [`${name}: `, value] as const) : [];
  let peek = '';
  for (const [name, child] of [...children, ...fields].slice(0, 8)) {
    if (child.kind !== 'text' && child.kind !== 'plain') continue;
    peek += `${peek === '' ? '' : ', '}${name}${child.kind === 'text' ? JSON.stringify(child.text.slice(0, 40)) : child.text}`;
    if (peek.length > longestPeek) break;
  }
  return peek.slice(0, longestPeek);
}

function label(name: string | null): readonly (Node | string)[] {
  return name === null ? [] : [element('span', 'json-name', name === '' ? '""' : name), ' '];
}

function valueOf(node: JsonNode): HTMLElement {
  if (node.kind === 'list') return element('span', 'json-size', '[ ]');
  if (node.kind === 'record') return element('span', 'json-size', '{ }');
  if (node.kind === 'text') {
    const { text } = node;
    const shown = element('span', 'json-text', JSON.stringify(text.slice(0, longestText)));
    if (text.length <= longestText) return shown;
    const more = document.createElement('button');
    more.type = 'button';
    more.className = 'json-more';
    more.textContent = `${text.length - longestText} more characters`;
    more.addEventListener('click', () => {
      shown.textContent = JSON.stringify(text);
      more.remove();
    });
    return element('span', '', shown, more);
  }
  return element('span', /^[tfn]/.test(node.text) ? 'json-word' : 'json-number', node.text);
}

function element(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}
