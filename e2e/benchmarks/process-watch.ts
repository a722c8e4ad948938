import { readFileSync } from 'node:fs';

/** What a process has used while it was watched. Linux only: elsewhere nothing is seen. */
interface ProcessUse {
  /** Resident memory, a sample a second. */
  readonly memoryBytes: readonly number[];
  /** Share of one core, over the whole time. */
  readonly cores: number;
}

/** Watches until the function returned is called. */
export function watchProcess(pid: number): () => ProcessUse {
  const startedAtMs = performance.now();
  const startedCpuMs = cpuMs(pid);
  const memoryBytes: number[] = [];
  const timer = setInterval(() => memoryBytes.push(residentBytes(pid)), 1_000);
  return () => {
    clearInterval(timer);
    return { memoryBytes, cores: (cpuMs(pid) - startedCpuMs) / (performance.now() - startedAtMs) };
  };
}

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) * 1_024;
}

/** User and system time, which Linux tells in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
