import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { PageAddress } from '../../lib/preview/page-address.ts';

/** The pages of the session's site that were visited in the preview. */
export interface PageHistory {
  /** Where the preview is; null when it shows what the open file says. */
  readonly now: PageAddress | null;
  readonly back: readonly (PageAddress | null)[];
}

export const noVisits: PageHistory = { now: null, back: [] };

const most = 50;

/** Goes on to a page. */
export function visit({ now, back }: PageHistory, address: PageAddress): PageHistory {
  return { now: address, back: [...back, now].slice(-most) };
}

/** Goes back to where it was before; where there is no before, it stays. */
export function goBack(history: PageHistory): PageHistory {
  const before = history.back.at(-1);
  return before === undefined ? history : { now: before, back: history.back.slice(0, -1) };
}

export function createPageHistory(): StoreApi<PageHistory> {
  return createStore<PageHistory>(() => noVisits);
}
