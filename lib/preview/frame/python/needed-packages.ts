/** A package as an index's lock file describes it. */
export interface LockedPackage {
  readonly name: string;
  readonly file_name: string;
  readonly depends: readonly string[];
  readonly imports: readonly string[];
}

export type Lock = Readonly<Record<string, LockedPackage>>;

/**
 * Which packages each import needs, those that it depends on first. Imports that no package of the index provides are
 * left out: they are misspelt, or nowhere to be had.
 */
export function neededFor(imports: readonly string[], lock: Lock): ReadonlyMap<string, readonly string[]> {
  const providers = new Map<string, string>();
  for (const [key, { imports: provided }] of Object.entries(lock)) {
    for (const name of provided) if (!providers.has(name)) providers.set(name, key);
  }
  const needed = new Map<string, readonly string[]>();
  for (const name of imports) {
    const key = providers.get(name);
    if (key !== undefined) needed.set(name, withDependencies(key, lock, new Set()));
  }
  return needed;
}

function withDependencies(key: string, lock: Lock, seen: Set<string>): readonly string[] {
  const locked = lock[key];
  if (!locked || seen.has(key)) return [];
  seen.add(key);
  return [...locked.depends.flatMap((dependency) => withDependencies(dependency.toLowerCase(), lock, seen)), key];
}
