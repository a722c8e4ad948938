import { spawn } from 'node:child_process';
import { root } from './project.mjs';

/**
 * Runs a program to its end in the project's directory. Resolves with its exit code (127 when it could not be started,
 * 128 and more when a signal ended it) and, unless `output` is `inherit`, with what it printed.
 */
export function runCommand(program, programArguments, { env = process.env, output = 'inherit' } = {}) {
  return new Promise((resolve) => {
    let printed = '';
    const stdio = output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(program, programArguments, { cwd: root, env, stdio });
    const collect = (chunk) => (printed += chunk);
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const passOn = (signal) => child.kill(signal);
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    const end = (code) => {
      for (const signal of signals) process.off(signal, passOn);
      resolve({ code, printed });
    };
    child.on('error', (error) => {
      printed += `${error.message}\n`;
      end(127);
    });
    child.on('close', (code, signal) => {
      // Whoever asked us to end while the program ran asked for all of it to end.
      if (signal === 'SIGTERM' || signal === 'SIGINT') process.exit(signal === 'SIGINT' ? 130 : 143);
      end(code ?? 128);
    });
  });
}
