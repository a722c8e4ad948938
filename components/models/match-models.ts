import type { OfferedModel } from './model-choice.ts';

type Named = Pick<OfferedModel, 'id' | 'name' | 'providerName'>;

/**
 * Models whose provider, id or name hold every word of the search, in any order. Without a search they stay as they are
 * offered; with one, those come first of which a word begins like the search, then the shorter names.
 */
export function matchModels<Model extends Named>(models: readonly Model[], search: string): readonly Model[] {
  const parts = search
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean);
  const [first] = parts;
  if (first === undefined) return models;
  return models
    .map((model) => ({ model, text: `${model.providerName} ${model.id} ${model.name}`.toLowerCase() }))
    .filter(({ text }) => parts.every((part) => text.includes(part)))
    .map(({ model, text }) => ({ model, begins: text.split(/[^a-z0-9]+/).some((word) => word.startsWith(first)) }))
    .toSorted((a, b) => Number(b.begins) - Number(a.begins) || a.model.name.length - b.model.name.length)
    .map(({ model }) => model);
}

/** The same models with those of a provider side by side, in the order in which the providers come first. */
export function byProvider<Model extends Pick<OfferedModel, 'provider'>>(
  models: readonly Model[],
): readonly (readonly [provider: string, models: readonly Model[]])[] {
  return [...Map.groupBy(models, ({ provider }) => provider)];
}
