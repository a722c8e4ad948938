import type { Lockfile } from 'pyodide';

/** Python should not be kept waiting for an index that may not be needed. */
const withinMs = 1_500;

/**
 * What packages there are. The lock file that Pyodide came with describes its own index; any other index is asked for
 * its own, and when it does not answer, the usual names are looked for there.
 */
export async function readLock(home: string, index: string | null): Promise<Lockfile> {
  if (index !== null && !isPyodides(index)) {
    try {
      return await read(`${index}pyodide-lock.json`, AbortSignal.timeout(withinMs));
    } catch {
      // A mirror without a lock file, or out of reach.
    }
  }
  return read(`${home}pyodide-lock.json`);
}

async function read(address: string, signal: AbortSignal | null = null): Promise<Lockfile> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Lockfile;
}

function isPyodides(index: string): boolean {
  return new URL(index).host === 'cdn.jsdelivr.net';
}
