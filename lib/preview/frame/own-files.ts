import type { OwnAddresses } from './own-address.ts';

/** Reads a file of the session; null when there is none. */
export type ReadOwnFile = (path: string) => Promise<string | null>;

/**
 * Lets programs use the session's own files as those of a site: by `fetch`, by `XMLHttpRequest`, and as the source of
 * pictures, sounds and scripts that they make. What is elsewhere goes the browser's way, which the frame's policy ends.
 */
export function provideOwnFiles(own: OwnAddresses, read: ReadOwnFile): void {
  provideFetch(own, read);
  provideRequests(own, read);
  for (const prototype of [
    HTMLImageElement.prototype,
    HTMLMediaElement.prototype,
    HTMLSourceElement.prototype,
    HTMLScriptElement.prototype,
  ]) {
    provideSource(prototype, own, read);
  }
}

function provideFetch(own: OwnAddresses, read: ReadOwnFile): void {
  const original = window.fetch;
  window.fetch = async (input, options) => {
    const request = input instanceof Request ? input : null;
    const method = (options?.method ?? request?.method ?? 'GET').toUpperCase();
    const path = own.pathOf(input instanceof Request ? input.url : input.toString());
    if (path === null || (method !== 'GET' && method !== 'HEAD')) return original.call(window, input, options);
    (options?.signal ?? request?.signal)?.throwIfAborted();
    const text = await read(path);
    const headers = { 'Content-Type': mediaTypeOf(path) };
    if (text === null) return new Response('Not found', { status: 404, statusText: 'Not Found' });
    return new Response(method === 'HEAD' ? null : text, { status: 200, statusText: 'OK', headers });
  };
}

function provideRequests(own: OwnAddresses, read: ReadOwnFile): void {
  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakMap<XMLHttpRequest, { readonly method: string; readonly path: string }>();
  // oxlint-disable-next-line typescript/no-explicit-any -- `open` has two forms, and each is passed on as it is
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...all: any) {
    const [method, address, isAsync = true] = all as [string, string | URL, boolean?];
    const path = method.toUpperCase() === 'GET' && isAsync ? own.pathOf(String(address)) : null;
    if (path === null) waiting.delete(this);
    else waiting.set(this, { method, path });
    return (open as (...rest: unknown[]) => void).apply(this, all as unknown[]);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const asked = waiting.get(this);
    if (!asked) {
      send.call(this, body);
      return;
    }
    void read(asked.path).then((text) => {
      // What is not there is left to fail as the browser lets it fail.
      if (text !== null) open.call(this, asked.method, addressOf(asked.path, text), true);
      send.call(this, null);
    });
  };
}

/** A source that is set to a file of the session becomes that file's text once it has been read. */
function provideSource(prototype: Element, own: OwnAddresses, read: ReadOwnFile): void {
  const property = Object.getOwnPropertyDescriptor(prototype, 'src');
  const { get, set } = property ?? {};
  if (!property || !get || !set) return;
  Object.defineProperty(prototype, 'src', {
    ...property,
    set(this: Element, value: unknown) {
      const path = own.pathOf(String(value));
      if (path === null) {
        set.call(this, value);
        return;
      }
      void read(path).then((text) => set.call(this, text === null ? value : addressOf(path, text)));
    },
  });
}

/**
 * Gives a picture, a sound or a style sheet whose address stood in the page what it could not load. True when it may
 * come yet; then its failure is not told to anybody.
 */
export function rescueSource(
  element: HTMLElement,
  own: OwnAddresses,
  read: ReadOwnFile,
  say: (text: string) => void,
): boolean {
  const name = element instanceof HTMLLinkElement ? 'href' : 'src';
  const address = element.getAttribute(name);
  const path = address === null ? null : own.pathOf(address);
  if (address === null || path === null) return false;
  void read(path).then((text) => {
    if (text === null) say(`Could not load ${address}`);
    else element.setAttribute(name, addressOf(path, text));
  });
  return true;
}

/** A file as an address that needs no fetching. */
function addressOf(path: string, text: string): string {
  const isScript = /\.m?js$/i.test(path);
  const content = isScript ? `${text}\n//# sourceURL=${encodeURI(path)}\n` : text;
  return URL.createObjectURL(new Blob([content], { type: mediaTypeOf(path) }));
}

function mediaTypeOf(path: string): string {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return mediaTypes[ending] ?? 'text/plain;charset=utf-8';
}

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html;charset=utf-8',
  css: 'text/css;charset=utf-8',
  js: 'text/javascript;charset=utf-8',
  mjs: 'text/javascript;charset=utf-8',
  json: 'application/json;charset=utf-8',
  geojson: 'application/geo+json',
  csv: 'text/csv;charset=utf-8',
  svg: 'image/svg+xml',
  xml: 'application/xml',
};
