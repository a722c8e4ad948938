import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program of somebody else's, running for a test. */
export interface ServiceProcess {
  readonly pid: number;
  /** Sends the program a signal and resolves when it and all its own processes are gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** A place for a service's files that the user it runs as can write to. */
export interface ServiceDirectory {
  readonly path: string;
  /** Runs a program to its end as that user; throws with what it printed when it fails. */
  run(program: string, programArguments: readonly string[]): Promise<void>;
  /** Starts a program as that user, and resolves when it printed `ready`. Throws with what it printed when it ends before. */
  start(program: string, programArguments: readonly string[], options: { ready: RegExp }): Promise<ServiceProcess>;
  remove(): void;
}

/**
 * Holds a program for a test process that may end in any way: when our end of its input closes without a word, the
 * program is ended by force and its files are thrown away. The program's own pid is the first line printed.
 */
const guard = `
directory=$1; shift
"$@" </dev/null &
child=$!
echo "$child"
exec >/dev/null 2>&1
if read -r word; then
  wait "$child"
else
  kill -KILL "$child"
  wait "$child"
  rm -rf "$directory"
fi
`;

const readyWithinMs = 30_000;

/** Makes a directory. Postgres refuses to run as root, so as root everything in it runs as a user with fewer rights. */
export async function createServiceDirectory(name: string): Promise<ServiceDirectory> {
  const path = mkdtempSync(join(tmpdir(), `flint-${name}-`));
  const user = process.getuid?.() === 0 ? await findUser(['postgres', 'nobody']) : null;
  if (user) chownSync(path, user.uid, user.gid);
  const asUser = user ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'] : [];

  return {
    path,
    async run(program, programArguments) {
      const child = launch([...asUser, program, ...programArguments], path);
      const code = await child.exitCode;
      if (code !== 0) throw new Error(`${program} failed:\n${child.printed()}`);
    },
    async start(program, programArguments, { ready }) {
      const child = launch(['sh', '-c', guard, 'guard', path, ...asUser, program, ...programArguments], path);
      await child.until(ready, program);
      const pid = Number(/^\d+/.exec(child.printed())?.[0]);
      return {
        pid,
        async end(signal) {
          if (!child.hasEnded()) process.kill(pid, signal);
          await child.ended;
          child.letGo();
          // Until it is waited for, its pid is still taken, and Postgres would believe that it still runs.
          await child.exitCode;
        },
      };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function launch([program, ...programArguments]: readonly string[], directory: string) {
  const child = spawn(program ?? '', programArguments, {
    cwd: directory,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'test' },
    stdio: 'pipe',
    // Ctrl-C is for the tests: they, or the guard, then end the program.
    detached: true,
  });
  let printed = '';
  let isOver = false;
  let look = () => {};
  const collect = (chunk: Buffer) => {
    printed += String(chunk);
    look();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const closed = (stream: NodeJS.ReadableStream) => new Promise<void>((resolve) => stream.once('close', resolve));
  // Its processes hold the other ends: these close with the last of them.
  const ended = Promise.all([closed(child.stdout), closed(child.stderr)]).then(() => {
    isOver = true;
    look();
  });
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.once('error', (error) => collect(Buffer.from(`${error.message}\n`)));
  child.stdin.on('error', () => {});

  return {
    ended,
    hasEnded: () => isOver,
    printed: () => printed,
    exitCode,
    letGo: () => child.stdin.end('keep\n'),
    until(pattern: RegExp, name: string) {
      return new Promise<void>((resolve, reject) => {
        const giveUp = setTimeout(() => {
          look = () => {};
          reject(new Error(`${name} was not ready within ${readyWithinMs / 1000} s:\n${printed}`));
        }, readyWithinMs);
        look = () => {
          const isReady = pattern.test(printed);
          if (!isReady && !isOver) return;
          clearTimeout(giveUp);
          look = () => {};
          if (isReady) resolve();
          else reject(new Error(`${name} ended before it was ready:\n${printed}`));
        };
        look();
      });
    },
  };
}

async function findUser(names: readonly string[]): Promise<{ readonly uid: number; readonly gid: number } | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of names) {
    const [, , uid, gid] = lines.find((line) => line[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
