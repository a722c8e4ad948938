import type { StoreApi } from 'zustand/vanilla';
import type { ShownPart, ShownValue } from '../../lib/preview/console-messages.ts';
import type { ConsoleState, OpenedValue } from './console-lines.ts';

/** Opens the values of a console: what is in them is asked of the frame, page by page. */
export interface ValueOpener {
  /** Opens the value, or asks for what comes next in it; closes it when it is open and `more` is not asked for. */
  toggle(way: string, value: ShownValue, more?: boolean): void;
  /** The frame answered; null when it has let go of the value. */
  answered(id: number, from: number, parts: readonly ShownPart[] | null, total: number): void;
}

/** `ask` asks the frame for the parts of a value from one on. */
export function createValueOpener(store: StoreApi<ConsoleState>, ask: (id: number, from: number) => void): ValueOpener {
  /** Who waits for an answer: one value may stand in several lines. */
  let waiting: readonly { readonly way: string; readonly id: number; readonly from: number }[] = [];

  function set(way: string, opened: OpenedValue | null): void {
    store.setState((state) => {
      const next = new Map(state.opened);
      if (opened) next.set(way, opened);
      else next.delete(way);
      return { opened: next };
    });
  }

  return {
    toggle(way, { id }, more = false) {
      if (id === undefined) return;
      const known = store.getState().opened.get(way);
      if (known && !more) {
        set(way, null);
        return;
      }
      const from = known?.status === 'open' ? known.parts.length : 0;
      if (from === 0) set(way, { status: 'asking' });
      waiting = [...waiting.filter((one) => one.way !== way), { way, id, from }];
      ask(id, from);
    },
    answered(id, from, parts, total) {
      const answered = waiting.filter((one) => one.id === id && one.from === from);
      waiting = waiting.filter((one) => !answered.includes(one));
      for (const { way } of answered) {
        const known = store.getState().opened.get(way);
        if (!known) continue;
        const before = from > 0 && known.status === 'open' ? known.parts : [];
        set(way, parts ? { status: 'open', parts: [...before, ...parts], total } : { status: 'gone' });
      }
    },
  };
}
