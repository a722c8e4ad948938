import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where the `codex` program is: where `FLINT_CODEX_BIN` says, on the PATH, or among the packages below `directory`; null when
 * it is nowhere. It is never a dependency: whoever wants it has it.
 */
export function findCodex(
  variables: Readonly<Record<string, string | undefined>>,
  directory: string = process.cwd(),
): string | null {
  const given = variables['FLINT_CODEX_BIN']?.trim();
  if (given) return isProgram(given) ? given : null;
  const onPath = (variables['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  const name = process.platform === 'win32' ? 'codex.exe' : 'codex';
  const places = [...onPath, join(directory, 'node_modules', '.bin')].map((place) => join(place, name));
  return places.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
