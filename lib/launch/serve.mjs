import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { chooseAddress } from './address.mjs';
import { install } from './installation.mjs';
import { build, isBuilt } from './production-build.mjs';
import { inProject, installedNode, root } from './project.mjs';
import { runCommand } from './run-command.mjs';

const stopWithinMs = 15_000;

/** Installs and builds what is missing, checks the settings, and serves until it is told to end. */
export async function serve() {
  const address = await chooseAddress(process.env);
  if (address.refusal) return refuse(address.refusal);
  if (!(await install({ withTools: !isBuilt() }))) return refuse();
  const settings = await runCommand(installedNode, [inProject('lib/launch/check-environment.ts')], {
    output: 'collect',
  });
  if (settings.code !== 0) return refuse(settings.printed.trim());
  if (!isBuilt()) {
    console.log('Building Flint for the first time, or anew because it changed. This takes about a minute.');
    if (!(await build({ output: 'collect' }))) return refuse();
  }
  await runServer(address);
}

function refuse(line) {
  if (line) console.error(line);
  process.exitCode = 1;
}

async function runServer({ host, port, url }) {
  // Next's own program, on the installed Node.js: through npx a signal would end npx and leave the server running.
  const next = inProject('node_modules/next/dist/bin/next');
  const preload = ['--import', pathToFileURL(inProject('lib/launch/end-with-parent.mjs')).href];
  const child = spawn(installedNode, [...preload, next, 'start', '--hostname', host, '--port', String(port)], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', PORT: String(port), HOST: host },
    stdio: 'pipe',
  });
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, problem: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const words = holdBack(child);

  let endAsked = false;
  let killTimer;
  const end = (signal) => {
    child.kill(signal);
    killTimer ??= setTimeout(() => {
      console.error(`Flint did not end within ${stopWithinMs / 1000} seconds and was ended by force.`);
      child.kill('SIGKILL');
    }, stopWithinMs);
  };
  const askToEnd = (signal) => {
    endAsked = true;
    end(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, askToEnd);
  whenNpmIsGone(askToEnd);

  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const isReady = await untilHealthy(url, () => endAsked || hasEnded());
  if (isReady) {
    words.release();
    console.log(`Flint is ready at ${url}`);
  } else if (!endAsked && !hasEnded()) {
    console.error(`The server was started, but does not answer well at ${url}.`);
    end('SIGTERM');
  }

  const { code, signal, problem } = await ended;
  clearTimeout(killTimer);
  if (endAsked) {
    // Next ends with 128 and the signal's number. An end that was asked for and came in order is a success.
    process.exitCode = signal !== 'SIGKILL' && [0, 130, 143, null].includes(code) ? 0 : 1;
    return;
  }
  if (!isReady) {
    const said = problem ?? words.held();
    console.error(said.includes('EADDRINUSE') ? `Port ${port} is in use by another program.` : withoutStack(said));
  }
  console.error(isReady ? 'The server ended by itself.' : 'Flint could not be started.');
  process.exitCode = code || 1;
}

/** npm that is ended by force passes no signal on. Whoever runs this file without npm may leave it alone. */
function whenNpmIsGone(callback) {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 500);
  timer.unref();
}

/** Keeps what the server says until it is ready, drops Next's banner then, and passes on what it says later. */
function holdBack(child) {
  const held = { out: '', error: '' };
  let isHolding = true;
  child.stdout.on('data', (chunk) => {
    if (isHolding) held.out += chunk;
    else process.stdout.write(chunk);
  });
  child.stderr.on('data', (chunk) => {
    if (isHolding) held.error += chunk;
    else process.stderr.write(chunk);
  });
  return {
    held: () => held.error || held.out,
    release: () => {
      isHolding = false;
      process.stderr.write(held.error);
    },
  };
}

/** Asks until the server answers well. False when it does not within a minute, or when `isOver`. */
async function untilHealthy(url, isOver) {
  const giveUpAt = Date.now() + 60_000;
  while (!isOver() && Date.now() < giveUpAt) {
    try {
      const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      if (response.ok) return true;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function withoutStack(text) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .join('\n');
}
