import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A server of somebody else's that Flint can be run with. */
export type ServiceName = 'postgres' | 'redis-server' | 'nginx';

/** Where a service's program is: on the PATH, or where Debian keeps what is not for everybody. */
export function findService(name: ServiceName): string | null {
  return findProgram(name, name === 'postgres' ? postgresDirectories() : ['/usr/sbin', '/usr/local/sbin']);
}

/** A program that comes with Postgres, such as initdb, of the same version as the server. */
export function findBesidePostgres(name: string): string | null {
  const server = findService('postgres');
  const path = server === null ? null : join(server, '..', name);
  return path !== null && existsSync(path) ? path : null;
}

function findProgram(name: string, otherDirectories: readonly string[]): string | null {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  const places = [...onPath, ...otherDirectories].map((directory) => join(directory, name));
  return places.find((place) => existsSync(place)) ?? null;
}

function postgresDirectories(): readonly string[] {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'));
}
