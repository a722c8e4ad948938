/** Why a file cannot have this name here; null when it can. The server has the last word. */
export function refusesName(name: string, paths: readonly string[]): 'empty' | 'taken' | null {
  const path = name.trim();
  if (path === '') return 'empty';
  return paths.some((other) => other.toLowerCase() === path.toLowerCase()) ? 'taken' : null;
}
