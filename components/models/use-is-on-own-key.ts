import { useStore } from 'zustand';
import { modelChoice } from './model-choice.ts';
import { isOnOwnKey, ownKeys } from './own-keys.ts';

/** Whether the next run is asked on a key of the person's own. */
export function useIsOnOwnKey(): boolean {
  const asked = useStore(modelChoice, ({ chosen, usual, lane }) => chosen ?? usual[lane === 'deep' ? 'deep' : 'fast']);
  const keys = useStore(ownKeys, (state) => state.keys);
  return asked !== null && isOnOwnKey(keys, asked);
}
