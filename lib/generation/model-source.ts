import type { Effort, ModelProvider, ServiceTier } from '../providers/model-provider.ts';
import type { ModelLimits } from './build-request.ts';

/** The model that a run is to ask. */
export interface ChosenModel {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly limits: ModelLimits;
  readonly effort?: Effort;
  readonly tier?: ServiceTier;
  /** Where the provider takes the longest answer out of a quota beforehand: the limit for an answer of so many tokens. */
  tightLimit?(answerTokens: number): number;
}

/** Where a run gets its model from. */
export interface ModelSource {
  /** Throws a `ProviderError` when there is none to choose. */
  choose(wish: ModelWish): Promise<ChosenModel>;
  /** Whether a person brought the key for this `provider/model`; absent where nobody brought any. */
  isOwn?(model: string): boolean;
  /** The model to offer instead of one (`provider/model`) that was refused as withdrawn; null where there is none. */
  nextBest(refused: string, lane: ModelWish['lane']): Promise<string | null>;
}

/** What a run asks for: a model by its name, or the lane's own. */
export interface ModelWish {
  readonly lane: 'fast' | 'deep';
  readonly model?: string;
}
