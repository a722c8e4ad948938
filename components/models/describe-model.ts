import { formatCount, formatDuration } from '../run/format.ts';
import { words } from '../words.ts';
import type { OfferedModel } from './model-choice.ts';

const say = words.models.pick;

/** Less than this holds no program of several files beside its answer. */
const smallContext = 64_000;

/** What is known of a model, and what it lacks, in a few words each. */
export function factsOf({ traits }: Pick<OfferedModel, 'traits'>): readonly string[] {
  if (!traits) return [];
  const { contextTokens, lanes, speed, canThink, isRefused } = traits;
  const [lane] = lanes;
  if (lane === undefined) return [say.noCode];
  const tokens = formatTokens(contextTokens);
  return [
    ...(isRefused ? [say.refused] : []),
    contextTokens < smallContext
      ? say.smallContext(tokens)
      : speed === null
        ? say.guessedContext(tokens)
        : say.context(tokens),
    ...(lanes.length === 1 ? [say.only[lane]] : []),
    ...(speed !== null && !canThink ? [say.noThinking] : []),
  ];
}

/** How fast a model is: what was seen here, or else what it is known for; empty where nothing is. */
export function speedOf({ speed, traits }: Pick<OfferedModel, 'speed' | 'traits'>): {
  readonly text: string;
  readonly title: string | undefined;
} {
  if (!speed) {
    const known = traits && traits.lanes.length > 0 ? traits.speed : null;
    return { text: known ? say.speeds[known] : '', title: undefined };
  }
  const perSecond = formatCount(speed.tokensPerSecond);
  const first = formatDuration(speed.firstTokenMs);
  return { text: say.seen(perSecond, first), title: say.seenLong(perSecond, first, speed.answers) };
}

/** `128k`, `1M`. */
function formatTokens(tokens: number): string {
  return tokens >= 1_000_000 ? `${Math.round(tokens / 100_000) / 10}M` : `${Math.round(tokens / 1_000)}k`;
}
