import { availableParallelism } from 'node:os';
import { defineConfig, devices } from '@playwright/test';

// A Chromium of this machine; without it, Playwright's own.
const executablePath = process.env['FLINT_CHROMIUM'];
// Chromium's sandbox refuses to work for root, as whom build servers often run.
const isRoot = process.getuid?.() === 0;

const isBuildServer = process.env['CI'] !== undefined;

export default defineConfig({
  testDir: 'e2e/specs',
  // Each spec starts the servers it needs and up to three browsers: less than two cores for that, and it crawls.
  workers: Math.max(1, Math.floor(availableParallelism() / 2)),
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A test that passes at the second try is a test to mend. On a build server, whose machine others may slow down at any
  // moment, it is listed as flaky and does not hold up what was built.
  retries: isBuildServer ? 1 : 0,
  forbidOnly: isBuildServer,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: isRoot ? ['--no-sandbox'] : [],
    },
    // A trace slows every step of a test: where a test is tried again, only that is recorded.
    trace: isBuildServer ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [{ name: 'chromium' }],
});
