import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.mjs';

/** Each program the tests want, and the package of Debian and its kin that brings it. */
const services = [
  { program: 'postgres', package: 'postgresql' },
  { program: 'redis-server', package: 'redis-server' },
  { program: 'nginx', package: 'nginx' },
];

/**
 * Looks for the servers that tests start for themselves, and as root on a Debian installs those that are missing.
 * Resolves with the names of those that could not be had: the tests that need them are skipped then, and say so.
 */
export async function findServices(wanted = services) {
  const missing = wanted.filter(({ program }) => !isInstalled(program));
  if (missing.length > 0) await installWithApt(missing.map((service) => service.package));
  return missing.map(({ program }) => program).filter((program) => !isInstalled(program));
}

function isInstalled(program) {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  const places = [...onPath, '/usr/sbin', '/usr/local/sbin', ...postgresDirectories()];
  return places.some((directory) => existsSync(join(directory, program)));
}

/** Debian keeps Postgres's server off the PATH, by version. */
function postgresDirectories() {
  const versions = '/usr/lib/postgresql';
  return existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
}

async function installWithApt(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing ${packages.join(', ')} with apt-get.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await withoutStartingThem(async () => {
    await runCommand('apt-get', ['update', '-q'], { env });
    await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  });
}

/** Debian starts a server when it is installed, unless this file says no. The tests start their own. */
async function withoutStartingThem(install) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return install();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    rmSync(policy, { force: true });
  }
}
