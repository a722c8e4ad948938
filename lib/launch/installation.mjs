import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { inProject, installedNode } from './project.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Installs what the lock file names, unless it is there. `withTools` asks for the packages of development as well.
 * Resolves with whether everything is there now.
 */
export async function install({ withTools }) {
  if (isInstalled({ withTools })) return true;
  console.log('Installing the packages that Flint is made of (npm ci). The first time this takes a minute or two.');
  // npm ci empties node_modules, so npm must not run on the Node.js inside it.
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
  const npmArguments = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const env = { ...process.env, PATH: path.join(delimiter) };
  const { code, printed } = await runCommand(npm, npmArguments, { env, output: 'collect' });
  if (code === 0 && isInstalled({ withTools })) return true;
  // npm explains its whole usage after the reason.
  console.error(printed.trim().split('\n').slice(0, 12).join('\n'));
  console.error('The packages could not be installed. Is the network there? `npm ci` tells more.');
  return false;
}

/** Whether node_modules holds what the lock file names: by version, since a copied checkout has new file times. */
function isInstalled({ withTools }) {
  if (!existsSync(installedNode)) return false;
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    if (present[place]) return present[place].version === entry.version;
    return entry.optional || entry.devOptional || entry.peer || (entry.dev && !withTools);
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(inProject(path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
