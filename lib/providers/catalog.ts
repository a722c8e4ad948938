import type { ModelDescription, ModelRequest } from './model-provider.ts';

/** The two lanes: `fast` keeps the rhythm, `deep` plans and reworks. */
export type ModelLane = 'fast' | 'deep';

/** How fast a model is known to write: `instant` is about 1,000 tokens a second, `fast` hundreds, `slow` under fifty. */
export type SpeedClass = 'instant' | 'fast' | 'steady' | 'slow';

/** What Flint knows of a model beyond what its provider lists. */
export interface ModelTraits {
  /** Question and answer together. */
  readonly contextTokens: number;
  /** The longest answer, reasoning included. */
  readonly mostOutputTokens: number;
  /** The effort to ask for in each lane; none where the model does not reason, or cannot be told how much. */
  readonly effort: Readonly<Partial<Record<ModelLane, NonNullable<ModelRequest['effort']>>>>;
  readonly speed: SpeedClass;
  /** The lanes it suits; none for what writes no code (speech, pictures, embeddings). */
  readonly lanes: readonly ModelLane[];
  /** How good its code is, from 0 to 100: only an order among families. */
  readonly skill: number;
}

interface Family {
  readonly pattern: RegExp;
  readonly traits: Partial<ModelTraits>;
}

/**
 * For an id that nobody knows. Most models of today take 128k tokens. To assume less would refuse files that the model
 * could read; where it takes less, its provider says so, and that is told as what it is. A long answer is not assumed.
 */
const unknown: ModelTraits = {
  contextTokens: 131_072,
  mostOutputTokens: 8_192,
  effort: {},
  speed: 'steady',
  lanes: ['fast', 'deep'],
  skill: 30,
};

const thinksLittleOrMuch = { fast: 'low', deep: 'high' } as const;
const gpt5 = { contextTokens: 400_000, mostOutputTokens: 128_000, effort: thinksLittleOrMuch };

const claude = { contextTokens: 200_000, mostOutputTokens: 64_000, effort: { deep: 'high' } } as const;
const gemini = { contextTokens: 1_048_576, mostOutputTokens: 65_536, effort: thinksLittleOrMuch };

/**
 * Families by pattern, the first that fits counts; versions are left open, so that the next one is known too. Sizes are the
 * vendors' published ones. That a family stands here does not say that anybody offers it: that is what `listModels` tells.
 */
const families: readonly Family[] = [
  {
    pattern:
      /embed|whisper|tts|transcri|speech|audio|realtime|voice|dall-e|image|sora|video|moderation|rerank|guard|ocr/,
    traits: { lanes: [] },
  },
  {
    pattern: /search-preview|deep-research|computer-use|davinci|babbage|^gpt-3\.5|instruct-0914/,
    traits: { lanes: [] },
  },
  {
    pattern: /codex-spark/,
    traits: {
      contextTokens: 128_000,
      mostOutputTokens: 32_000,
      effort: { fast: 'low', deep: 'medium' },
      speed: 'instant',
      lanes: ['fast'],
      skill: 70,
    },
  },
  {
    pattern: /gpt-oss/,
    traits: { contextTokens: 131_072, mostOutputTokens: 40_000, effort: thinksLittleOrMuch, speed: 'fast', skill: 55 },
  },
  { pattern: /codex-mini/, traits: { ...gpt5, contextTokens: 200_000, speed: 'fast', lanes: ['fast'], skill: 60 } },
  { pattern: /codex/, traits: { ...gpt5, lanes: ['deep'], skill: 90 } },
  { pattern: /^gpt-([5-9]|\d{2,}).*pro/, traits: { ...gpt5, speed: 'slow', lanes: ['deep'], skill: 80 } },
  { pattern: /^gpt-([5-9]|\d{2,}).*nano/, traits: { ...gpt5, speed: 'fast', lanes: ['fast'], skill: 45 } },
  { pattern: /^gpt-([5-9]|\d{2,}).*mini/, traits: { ...gpt5, speed: 'fast', lanes: ['fast', 'deep'], skill: 60 } },
  {
    pattern: /^gpt-([5-9]|\d{2,}).*chat/,
    traits: { contextTokens: 128_000, mostOutputTokens: 16_384, effort: {}, skill: 50 },
  },
  { pattern: /^gpt-([5-9]|\d{2,})/, traits: { ...gpt5, lanes: ['deep'], skill: 85 } },
  {
    pattern: /^gpt-4\.1-nano/,
    traits: { contextTokens: 1_000_000, mostOutputTokens: 32_768, speed: 'fast', lanes: ['fast'], skill: 25 },
  },
  {
    pattern: /^gpt-4\.1-mini/,
    traits: { contextTokens: 1_000_000, mostOutputTokens: 32_768, speed: 'fast', lanes: ['fast'], skill: 42 },
  },
  { pattern: /^gpt-4\.1/, traits: { contextTokens: 1_000_000, mostOutputTokens: 32_768, skill: 50 } },
  {
    pattern: /gpt-4o-mini/,
    traits: { contextTokens: 128_000, mostOutputTokens: 16_384, speed: 'fast', lanes: ['fast'], skill: 25 },
  },
  { pattern: /gpt-4o/, traits: { contextTokens: 128_000, mostOutputTokens: 16_384, skill: 38 } },
  {
    pattern: /^o\d+(-mini)?\b/,
    traits: {
      contextTokens: 200_000,
      mostOutputTokens: 100_000,
      effort: thinksLittleOrMuch,
      lanes: ['deep'],
      skill: 60,
    },
  },
  { pattern: /^gpt-4/, traits: { contextTokens: 8_192, mostOutputTokens: 4_096, speed: 'slow', skill: 20 } },
  {
    pattern: /^claude.*haiku/,
    traits: { ...claude, effort: { deep: 'medium' }, speed: 'fast', lanes: ['fast'], skill: 60 },
  },
  { pattern: /^claude.*sonnet/, traits: { ...claude, skill: 82 } },
  { pattern: /^claude.*opus/, traits: { ...claude, lanes: ['deep'], skill: 92 } },
  { pattern: /^claude/, traits: { ...claude, lanes: ['deep'], skill: 70 } },
  {
    pattern: /^gemini.*flash-lite/,
    traits: { ...gemini, effort: {}, speed: 'fast', lanes: ['fast'], skill: 40 },
  },
  {
    pattern: /^gemini.*flash/,
    traits: { ...gemini, effort: { fast: 'minimal', deep: 'high' }, speed: 'fast', lanes: ['fast'], skill: 62 },
  },
  { pattern: /^gemini.*pro/, traits: { ...gemini, lanes: ['deep'], skill: 85 } },
  { pattern: /^gemini/, traits: { ...gemini, skill: 50 } },
  {
    pattern: /magistral/,
    traits: { contextTokens: 131_072, mostOutputTokens: 40_000, lanes: ['deep'], skill: 58 },
  },
  { pattern: /mistral-(large|medium)/, traits: { contextTokens: 131_072, mostOutputTokens: 32_768, skill: 56 } },
  { pattern: /glm-\d|kimi|deepseek|minimax/, traits: { contextTokens: 131_072, mostOutputTokens: 40_000, skill: 65 } },
  {
    pattern: /qwen.*coder|devstral|codestral/,
    traits: { contextTokens: 131_072, mostOutputTokens: 32_768, speed: 'fast', skill: 55 },
  },
  { pattern: /qwen-?3/, traits: { contextTokens: 131_072, mostOutputTokens: 32_768, speed: 'fast', skill: 50 } },
  {
    pattern: /llama-?[34]|gemma|mistral|phi-?4/,
    traits: { contextTokens: 131_072, mostOutputTokens: 8_192, speed: 'fast', skill: 35 },
  },
];

/** What is known of a model. What the provider lists itself (the context) comes before what the family is known for. */
export function traitsOf({ id, contextTokens }: ModelDescription): ModelTraits {
  const familyId = familyIdOf(id);
  const family = familyOf(familyId)?.traits;
  const traits = { ...unknown, ...traitsSaidBy(familyId), ...family };
  return contextTokens === undefined
    ? traits
    : { ...traits, contextTokens, mostOutputTokens: Math.min(traits.mostOutputTokens, contextTokens) };
}

/** Whether anything is known of a model but what its name and its provider say. */
export function isKnownModel({ id }: ModelDescription): boolean {
  return familyOf(familyIdOf(id)) !== undefined;
}

/** `openai/gpt-oss-120b` and `ft:gpt-4.1:acme` are of their family too. */
function familyIdOf(id: string): string {
  return id.toLowerCase().replace(/^ft:/, '').split('/').at(-1) ?? id;
}

function familyOf(familyId: string): Family | undefined {
  return families.find(({ pattern }) => pattern.test(familyId));
}

const quickWords = wordPattern('fast|flash|mini|nano|tiny|small|spark|instant|turbo|haiku|lite|light|lightning|air');
const thoroughWords = wordPattern('deep|think|thinking|reason|reasoner|reasoning|large|pro|max|opus|ultra|heavy');
const saysNoThinking = /\bno[nt]?[-_]?(think|reason)\w*/g;

/**
 * What a name says where the family does not: makers call the quick ones `flash` or `mini` and the thorough ones `pro` or
 * `opus`. Such a model suits its own lane only, so it has the other one just where nothing else is offered. A name that
 * says both (`fast-reasoning`) or neither suits both.
 */
function traitsSaidBy(familyId: string): Partial<ModelTraits> {
  const lane = laneSaidBy(familyId);
  if (lane === null) return {};
  return lane === 'fast' ? { lanes: ['fast'], speed: 'fast' } : { lanes: ['deep'] };
}

function laneSaidBy(familyId: string): ModelLane | null {
  const name = familyId.replaceAll(saysNoThinking, '');
  const isQuick = quickWords.test(name);
  if (isQuick === thoroughWords.test(name)) return null;
  return isQuick ? 'fast' : 'deep';
}

/** Whole words: `deepseek` is not deep, and `minimax` is neither. */
function wordPattern(words: string): RegExp {
  return new RegExp(`(?<![a-z])(${words})(?![a-z])`);
}

/** Reasoning counts as output: what to add to the answer's own length for it. */
const reasoningTokens = { minimal: 256, low: 2_048, medium: 8_192, high: 24_576 } as const;

/** Tokens are only estimated before they are sent. */
const safetyTokens = 256;

/**
 * The `maxOutputTokens` to ask for: as many as the answer may need (`wantedTokens`) and the reasoning of this effort, as far
 * as the model's limit and what the question (`inputTokens`) leaves of its context allow. 0 where it leaves nothing.
 */
export function maxOutputTokensFor(
  model: ModelDescription,
  {
    inputTokens,
    wantedTokens,
    effort,
  }: {
    readonly inputTokens: number;
    readonly wantedTokens: number;
    readonly effort?: ModelRequest['effort'] | undefined;
  },
): number {
  const { contextTokens, mostOutputTokens } = traitsOf(model);
  const wanted = wantedTokens + (effort ? reasoningTokens[effort] : 0);
  return Math.max(0, Math.floor(Math.min(wanted, mostOutputTokens, contextTokens - inputTokens - safetyTokens)));
}

/** The model for the fast lane: the fastest, and of equally fast ones the most able. `undefined` when none writes code. */
export function chooseFastModel(models: readonly ModelDescription[]): ModelDescription | undefined {
  return best(models, 'fast', (traits) => speedRank[traits.speed] * 1000 + traits.skill);
}

/** The model for the deep lane: the most able. `undefined` when none writes code. */
export function chooseDeepModel(models: readonly ModelDescription[]): ModelDescription | undefined {
  return best(models, 'deep', (traits) => traits.skill * 10 + speedRank[traits.speed]);
}

const speedRank = { instant: 3, fast: 2, steady: 1, slow: 0 } as const;

/**
 * Of those that suit the lane, or else of all that write code, the one that ranks highest; of equals the one that suits
 * this lane only, then the newer version.
 */
function best(
  models: readonly ModelDescription[],
  lane: ModelLane,
  rank: (traits: ModelTraits) => number,
): ModelDescription | undefined {
  const known = models
    .map((model) => ({ model, traits: traitsOf(model) }))
    .filter(({ traits }) => traits.lanes.length > 0);
  const suited = known.filter(({ traits }) => traits.lanes.includes(lane));
  return (suited.length > 0 ? suited : known).toSorted(
    (a, b) =>
      rank(b.traits) - rank(a.traits) ||
      a.traits.lanes.length - b.traits.lanes.length ||
      compareVersions(b.model.id, a.model.id) ||
      compareNames(a.model.id, b.model.id),
  )[0]?.model;
}

/** By the first number in the id: 5.10 is newer than 5.9, 6 newer than both. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  return left.major - right.major || left.minor - right.minor;
}

function versionOf(id: string): { major: number; minor: number } {
  const [, major = '0', minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(id) ?? [];
  return { major: Number(major), minor: Number(minor) };
}

/** The plain id before dated ones, which are frozen; then by the alphabet, so that the choice is always the same. */
function compareNames(a: string, b: string): number {
  return Number(isDated(a)) - Number(isDated(b)) || (a < b ? -1 : a > b ? 1 : 0);
}

function isDated(id: string): boolean {
  return /\d{4}-\d{2}-\d{2}|-\d{4}$/.test(id);
}
