import type { ReactParts, ReactRoot } from './react-parts.ts';
import { type Still, takeStill } from './still.ts';

/** The React roots of a frame: one for each container, for as long as the frame lasts. */
export interface Roots {
  /** `createRoot`, as programs call it: a container that has a root keeps it, with all that stands in it. */
  createRoot(container: Element, options?: object): ReactRoot;
  /** Shows what programs asked for since the last time, and lets changed components take their old ones' places. */
  flush(): void;
  /** Whether a program has asked for anything to be shown. */
  isUsed(): boolean;
  /** What went wrong in the last flush, if something did. */
  failure(): Failure | null;
  /** From now on an empty picture does not take the place of one with something in it. */
  setBeingWritten(isBeingWritten: boolean): void;
}

export interface Failure {
  readonly error: unknown;
}

interface Root {
  readonly container: Element;
  readonly react: ReactRoot;
  /** A class of its own: it tells which root failed while what was there before still stands. */
  readonly boundary: unknown;
  element: unknown;
  isAsked: boolean;
  failure: Failure | null;
  /** Another number is another boundary: all below it begins anew. */
  epoch: number;
  still: Still | null;
}

/** `onError` is told what a component throws when nobody waits for a flush: in an effect, after a click. */
export function createRoots(parts: ReactParts, onError: (error: unknown) => void): Roots {
  const roots = new Map<Element, Root>();
  let isFlushing = false;
  let isBeingWritten = false;
  const { react, dom, client, refresh } = parts;

  function rootOf(container: Element, options: object | undefined): Root {
    const known = roots.get(container);
    if (known) return known;
    const root: Root = {
      container,
      // React would tell the console of each error as well.
      react: client.createRoot(container, {
        ...options,
        onCaughtError() {},
        onUncaughtError: fail,
        onRecoverableError() {},
      }),
      boundary: boundaryOf(parts, fail),
      element: null,
      isAsked: false,
      failure: null,
      epoch: 0,
      still: null,
    };
    function fail(error: unknown): void {
      root.still ??= takeStill(container);
      if (!root.failure && !isFlushing) {
        onError(error);
        // After React has taken the tree away.
        queueMicrotask(() => root.still?.show());
      }
      root.failure ??= { error };
    }
    roots.set(container, root);
    return root;
  }

  function draw(root: Root): void {
    root.isAsked = false;
    root.react.render(react.createElement(root.boundary, { key: root.epoch }, root.element));
  }

  return {
    createRoot(container, options) {
      const root = rootOf(container, options);
      return {
        render(element) {
          root.element = element;
          root.isAsked = true;
          // A program that shows something later on does so by itself.
          if (!isFlushing) queueMicrotask(() => root.isAsked && !isFlushing && draw(root));
        },
        unmount() {
          roots.delete(container);
          root.still?.remove();
          root.react.unmount();
        },
      };
    },
    flush() {
      isFlushing = true;
      try {
        for (const root of roots.values()) {
          if (root.failure) {
            root.epoch += 1;
            root.isAsked = true;
          }
          root.failure = null;
          root.still?.remove();
          root.still = isBeingWritten || root.epoch > 0 ? takeStill(root.container) : null;
        }
        refresh.performReactRefresh();
        dom.flushSync(() => {
          for (const root of roots.values()) if (root.isAsked) draw(root);
        });
        for (const root of roots.values()) settle(root);
      } finally {
        isFlushing = false;
      }
    },
    isUsed: () => roots.size > 0,
    failure: () => [...roots.values()].find(({ failure }) => failure)?.failure ?? null,
    setBeingWritten(value) {
      isBeingWritten = value;
    },
  };

  function settle(root: Root): void {
    const isEmpty = root.container.childNodes.length === 0;
    if (root.still && (root.failure || (isBeingWritten && isEmpty))) root.still.show();
    else root.still = null;
  }
}

/** A component that shows what is in it, and nothing once that threw. */
function boundaryOf({ react }: ReactParts, onError: (error: unknown) => void): unknown {
  return class Program extends react.Component {
    override state = { hasFailed: false };

    static getDerivedStateFromError(error: unknown) {
      onError(error);
      return { hasFailed: true };
    }

    render(): unknown {
      return this.state.hasFailed ? null : this.props['children'];
    }
  };
}
