import { createStore } from 'zustand/vanilla';
import type { LiveMode } from '../../lib/live/proposing.ts';
import { modelChoice } from '../models/model-choice.ts';
import { ownKeys } from '../models/own-keys.ts';
import { readStored, store } from '../ui/storage.ts';

const key = 'flint:live-mode';

/** One for the page. That it is on is remembered in this browser. */
export const liveMode = createStore<LiveMode>(() => ({
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
