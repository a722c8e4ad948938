import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findServices } from './services.mjs';

const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flint-services-'));
  vi.stubEnv('PATH', [directory, process.env['PATH']].join(delimiter));
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

test('what is on the path is not installed', async () => {
  program('flint-test-server', 'exit 0');
  program('apt-get', `echo "$@" >> ${directory}/asked`);
  expect(await findServices([{ program: 'flint-test-server', package: 'flint-test' }])).toEqual([]);
  expect(existsSync(join(directory, 'asked'))).toBe(false);
});

test.runIf(mayInstall)(
  'what is missing is installed by its package, without questions and without being started',
  async () => {
    program(
      'apt-get',
      `echo "$@, $DEBIAN_FRONTEND" >> ${directory}/asked
     test -e /usr/sbin/policy-rc.d || exit 1
     if [ "$1" = install ]; then : > ${directory}/flint-test-server; fi`,
    );
    const hadPolicy = existsSync('/usr/sbin/policy-rc.d');
    const wanted = [
      { program: 'flint-test-server', package: 'flint-test' },
      { program: 'flint-test-other', package: 'flint-other' },
    ];
    expect(await findServices(wanted)).toEqual(['flint-test-other']);
    expect(readFileSync(join(directory, 'asked'), 'utf8').trim().split('\n')).toEqual([
      'update -q, noninteractive',
      'install -y -q --no-install-recommends flint-test flint-other, noninteractive',
    ]);
    expect(existsSync('/usr/sbin/policy-rc.d')).toBe(hadPolicy);
  },
);

function program(name: string, script: string): void {
  writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, name), 0o755);
}
