import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.mjs';

/** The version that Flint was tried with. It is 294 MB, and never a dependency: only the tests want it by themselves. */
const version = '0.169.0';

/** Where the tests keep their Codex: beside other caches of this person's, for all checkouts. */
const directory = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'flint', `codex-${version}`);

/** The `codex` that the tests run: the one that `FLINT_CODEX_BIN` names, their own, or one on the PATH; null without any. */
export function findTestCodex() {
  const given = process.env['FLINT_CODEX_BIN'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  const places = [join(directory, 'node_modules', '.bin'), ...onPath].map((place) => join(place, 'codex'));
  return [...(given ? [given] : []), ...places].find((place) => existsSync(place)) ?? null;
}

/** Looks for it, and fetches it from npm where it is missing. Resolves with null when it cannot be had. */
export async function requireTestCodex() {
  const found = findTestCodex();
  if (found !== null) return found;
  console.log(`Fetching Codex ${version} for the tests into ${directory}.`);
  mkdirSync(directory, { recursive: true });
  const quietly = ['--no-save', '--no-audit', '--no-fund'];
  await runCommand('npm', ['install', '--prefix', directory, ...quietly, `@openai/codex@${version}`]);
  return findTestCodex();
}
