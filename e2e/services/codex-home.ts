import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTestCodex } from '../../lib/launch/codex.mjs';
import type { CodexCommand } from '../../lib/providers/codex/codex-process.ts';

/** Whether tests are to be skipped for want of a Codex; a line then says why. Where CI=true it throws instead. */
export function isWithoutCodex(): boolean {
  if (findTestCodex() !== null) return false;
  const reason = 'codex not found on this machine: npm test fetches it, or FLINT_CODEX_BIN says where it is';
  if (process.env['CI'] === 'true') throw new Error(`With CI=true every test must run: ${reason}.`);
  console.warn(`Tests are skipped: ${reason}.`);
  return true;
}

/** A Codex of the tests, with a home of its own. */
export interface CodexHome {
  readonly command: CodexCommand;
  remove(): void;
}

/**
 * Makes a home in which Codex asks this model server, once and without an account; without one it asks OpenAI, and nobody is
 * signed in.
 */
export function makeCodexHome(baseUrl?: string): CodexHome {
  const program = findTestCodex();
  if (program === null) throw new Error('There is no codex.');
  // Codex refuses to put its own programs below the machine's directory for temporary files, and goes on without.
  const home = mkdtempSync(join(tmpdir(), 'flint-codex-home-'));
  if (baseUrl !== undefined) {
    writeFileSync(
      join(home, 'config.toml'),
      `model = "flint-fast-test"
model_provider = "test"
[model_providers.test]
name = "Test"
base_url = "${baseUrl}"
wire_api = "responses"
requires_openai_auth = false
request_max_retries = 0
stream_max_retries = 0
`,
    );
  }
  return {
    command: { program, variables: { PATH: process.env['PATH'], HOME: homedir(), CODEX_HOME: home } },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
