/** A node of a page, with all that makes one differ from another. Comments are left out: nobody sees them. */
export type PageNode = PageElement | PageText;

export interface PageElement {
  readonly kind: 'element';
  /** As in the page: lower case in HTML, as written in a drawing. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly PageNode[];
  /** Equal for elements that are equal with all that is in them, and for no others. */
  readonly key: string;
}

export interface PageText {
  readonly kind: 'text';
  readonly text: string;
  readonly key: string;
}

export function pageElement(
  name: string,
  attributes: ReadonlyMap<string, string>,
  children: readonly PageNode[],
): PageElement {
  const written = [...attributes].map(([attribute, value]) => `${attribute}=${JSON.stringify(value)}`).toSorted();
  const key = `<${[name, ...written].join(' ')}>${children.map((child) => child.key).join('')}</>`;
  return { kind: 'element', name, attributes, children, key };
}

export function pageText(text: string): PageText {
  return { kind: 'text', text, key: JSON.stringify(text) };
}
