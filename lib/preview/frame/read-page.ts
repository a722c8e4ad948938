import { pageElement, pageText, type PageElement, type PageNode } from './page-tree.ts';

/** A document's tree, and the nodes of the document that its own nodes stand for. */
export interface ReadPage {
  readonly tree: PageElement;
  nodeOf(node: PageNode): Node | undefined;
}

/** Reads a document as it stands. */
export function readPage(page: Document): ReadPage {
  const nodes = new Map<PageNode, Node>();
  const tree = readElement(page.documentElement);
  return { tree, nodeOf: (node) => nodes.get(node) };

  function readElement(element: Element): PageElement {
    const attributes = new Map([...element.attributes].map(({ name, value }) => [name, value]));
    const inside = element instanceof HTMLTemplateElement ? element.content : element;
    const children: PageNode[] = [];
    for (const child of inside.childNodes) {
      if (child instanceof Element) children.push(readElement(child));
      else if (child instanceof Text) {
        const text = pageText(child.data);
        nodes.set(text, child);
        children.push(text);
      }
    }
    const read = pageElement(element.localName, attributes, children);
    nodes.set(read, element);
    return read;
  }
}
