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
  const textOf = ({ id, name, providerName }: Model) => `${providerName} ${id} ${name}`.toLowerCase();
  const begins = (model: Model) =>
    textOf(model)
      .split(/[^a-z0-9]+/)
      .some((word) => word.startsWith(first))
      ? 0
      : 1;
  return models
    .filter((model) => parts.every((part) => textOf(model).includes(part)))
    .toSorted((a, b) => begins(a) - begins(b) || a.name.length - b.name.length);
}

/** The same models with those of a provider side by side, in the order in which the providers come first. */
export function byProvider<Model extends Pick<OfferedModel, 'provider'>>(
  models: readonly Model[],
): readonly (readonly [provider: string, models: readonly Model[]])[] {
  return [...Map.groupBy(models, ({ provider }) => provider)];
}
