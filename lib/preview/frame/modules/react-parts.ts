/** What we use of the React that programs get. It is loaded into the frame, so its types are ours. */

export interface React {
  createElement(type: unknown, properties?: object | null, ...children: unknown[]): unknown;
  readonly Component: new (properties: object) => { props: Record<string, unknown>; state: unknown };
}

export interface ReactRoot {
  render(element: unknown): void;
  unmount(): void;
}

export interface ReactDom {
  flushSync(work: () => void): void;
}

export interface ReactDomClient {
  createRoot(container: Element, options?: object): ReactRoot;
}

export interface RefreshRuntime {
  injectIntoGlobalHook(global: Window): void;
  register(component: unknown, id: string): void;
  setSignature(component: unknown, key: string, forceReset: boolean, ownHooks: () => unknown[]): void;
  isLikelyComponentType(value: unknown): boolean;
  performReactRefresh(): unknown;
}

/** All of them, once the program uses React. */
export interface ReactParts {
  readonly react: React;
  readonly dom: ReactDom;
  readonly client: ReactDomClient;
  readonly refresh: RefreshRuntime;
}
