import { createStore } from 'zustand/vanilla';
import { modelChoice } from '../models/model-choice.ts';
import { ownKeys } from '../models/own-keys.ts';
import { readStored, store } from '../ui/storage.ts';

/** What live mode does at the moment. */
export type LiveState =
  | { readonly kind: 'idle' | 'thinking' }
  /** Something is proposed, and can be taken. */
  | { readonly kind: 'ready'; take(): void }
  /** It asks again from then on, on the clock of `performance.now()`. */
  | { readonly kind: 'waiting'; readonly code: string; readonly untilMs: number }
  /** It asks no more until something is changed. */
  | { readonly kind: 'failed'; readonly code: string };

const key = 'flint:live-mode';

/** One for the page. That it is on is remembered in this browser. */
export const liveMode = createStore<{ readonly isOn: boolean; readonly state: LiveState }>(() => ({
  isOn: readStored('local', key) === 'on',
  state: { kind: 'idle' },
}));

/** Switches it; whatever it had given up for is tried again. */
export function switchLiveMode(isOn: boolean): void {
  store('local', key, isOn ? 'on' : null);
  liveMode.setState({ isOn, state: { kind: 'idle' } });
}

/** What it had given up for may be mended by another model, a key or a code: then it tries again. Returns what ends this. */
export function tryAgainAfterChoices(): () => void {
  const again = () => {
    if (liveMode.getState().state.kind === 'failed') liveMode.setState({ state: { kind: 'idle' } });
  };
  const ends = [
    modelChoice.subscribe((now, before) => {
      if (now.chosen !== before.chosen || now.lane !== before.lane || now.isCodeMissing !== before.isCodeMissing)
        again();
    }),
    ownKeys.subscribe(again),
  ];
  return () => ends.forEach((end) => end());
}
