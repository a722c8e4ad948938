import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { install } from './installation.mjs';
import { build, isBuilt } from './production-build.mjs';
import { inProject, installedNode } from './project.mjs';
import { runCommand } from './run-command.mjs';
import { requireTestCodex } from './codex.mjs';
import { findServices } from './services.mjs';

/**
 * Everything that can be checked, one step after the other: none hides another's failures. The last line printed is
 * `N passed, N failed` (and `, N skipped`), the sums of the unit and the browser tests; a step that fails in another
 * way counts as one failure. The exit code is 0 only if something ran and nothing failed.
 */
export async function testEverything() {
  const reports = mkdtempSync(join(tmpdir(), 'flint-tests-'));
  const steps = [
    ['Format', () => check('oxfmt', '--check')],
    ['Lint', () => check('oxlint', '--type-aware')],
    ['Types', async () => sum(await check('next', 'typegen'), await check('tsc', '--noEmit'))],
    ['Dead code', () => check('knip')],
    ['Servers for the tests', servers],
    ['Unit tests', () => unitTests(join(reports, 'unit.json'))],
    ['Browser tests', () => browserTests(join(reports, 'browser.json'))],
  ];

  let total = await inStep('Packages', async () => counted(await install({ withTools: true })));
  if (total.failed === 0) for (const [name, step] of steps) total = sum(total, await inStep(name, step));
  rmSync(reports, { recursive: true, force: true });
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function inStep(name, step) {
  console.log(`\n== ${name}`);
  try {
    return await step();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return counted(false);
  }
}

async function check(command, ...commandArguments) {
  const { code } = await run(command, commandArguments);
  if (code !== 0) console.error(`${[command, ...commandArguments].join(' ')} found something wrong.`);
  return counted(code === 0);
}

/** Without one of them its tests are skipped; on a build server, which CI=true says this is, they must run. */
async function servers() {
  const missing = await findServices();
  if ((await requireTestCodex()) === null) missing.push('codex');
  if (missing.length === 0) return counted(true);
  console.error(`Not found, and not to be had: ${missing.join(', ')}. The tests that need them are skipped.`);
  console.error(
    'Install them from your distribution’s packages (codex: npm install -g @openai/codex), and run the tests again.',
  );
  return counted(process.env['CI'] !== 'true');
}

async function unitTests(report) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run('vitest', ['run', ...reporters]);
  return readReport(report, code, ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + (numTodoTests ?? 0),
  }));
}

async function browserTests(report) {
  const browser = await findBrowser();
  if (browser.refusal) {
    console.error(browser.refusal);
    return counted(false);
  }
  if (!isBuilt() && !(await build({ output: 'collect' }))) return counted(false);
  const { code } = await run('playwright', ['test', '--reporter=list,json'], {
    FLINT_CHROMIUM: browser.path,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return readReport(report, code, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

/** What the report counts; without one, or if the run failed and no test did, the step itself is the failure. */
function readReport(path, code, read) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (code === 0) throw error;
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Runs one of the installed tools on the installed Node.js. */
function run(command, commandArguments, variables = {}) {
  const PATH = [inProject('node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, ...variables, PATH, NEXT_TELEMETRY_DISABLED: '1' };
  return runCommand(installedNode, [inProject('node_modules/.bin', command), ...commandArguments], { env });
}

function counted(isWell) {
  return { passed: 0, failed: isWell ? 0 : 1, skipped: 0 };
}

function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
