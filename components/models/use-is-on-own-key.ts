import { useStore } from 'zustand';
import { askedModel, modelChoice } from './model-choice.ts';
import { isOnOwnKey, ownKeys } from './own-keys.ts';

/** Whether the next run is asked on a key of the person's own. */
export function useIsOnOwnKey(): boolean {
  const asked = useStore(modelChoice, askedModel);
  const keys = useStore(ownKeys, (state) => state.keys);
  return asked !== null && isOnOwnKey(keys, asked);
}
