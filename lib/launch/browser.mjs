import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { inProject, installedNode } from './project.mjs';
import { runCommand } from './run-command.mjs';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const otherPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium that starts, for the browser tests: the one that FLINT_CHROMIUM names, one of this machine, Playwright's
 * own download, or, as root on a Debian, the distribution's package. Resolves with its path, or with a `refusal` that
 * says what to do.
 */
export async function findBrowser() {
  const named = process.env['FLINT_CHROMIUM'];
  if (named) {
    return (await starts(named))
      ? { path: named }
      : { refusal: `FLINT_CHROMIUM names ${named}, which does not start.` };
  }
  const path = (await findInstalled()) ?? (await downloadWithPlaywright()) ?? (await installWithApt());
  if (path) return { path };
  const advice = 'Install Chromium, or set FLINT_CHROMIUM to the path of one, and run the tests again.';
  return { refusal: `The browser tests need a Chromium, and none could be found or fetched. ${advice}` };
}

async function findInstalled() {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  const candidates = [
    ...commands.flatMap((name) => directories.map((directory) => join(directory, name))),
    ...otherPlaces,
  ];
  for (const candidate of candidates) if (existsSync(candidate) && (await starts(candidate))) return candidate;
  return undefined;
}

async function downloadWithPlaywright() {
  const own = await playwrightsOwn();
  if (own) return own;
  console.log('No Chromium here: letting Playwright download its own.');
  await runCommand(installedNode, [inProject('node_modules/@playwright/test/cli.js'), 'install', 'chromium']);
  return playwrightsOwn();
}

async function playwrightsOwn() {
  const question = `console.log(require('@playwright/test').chromium.executablePath())`;
  const { code, printed } = await runCommand(installedNode, ['-e', question], { output: 'collect' });
  const path = printed.trim();
  return code === 0 && existsSync(path) && (await starts(path)) ? path : undefined;
}

async function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-q'], { env });
  await runCommand('apt-get', ['install', '-y', '-q', 'chromium'], { env });
  return findInstalled();
}

/** Some distributions have a `chromium` that only says how to install one; some browsers lack a library. */
async function starts(path) {
  return (await runCommand(path, ['--version'], { output: 'collect' })).code === 0;
}
