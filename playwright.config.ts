import { defineConfig, devices } from '@playwright/test';

// A Chromium of this machine; without it, Playwright's own.
const executablePath = process.env['FLINT_CHROMIUM'];
// Chromium's sandbox refuses to work for root, as whom build servers often run.
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e/specs',
  // Each spec starts the server it needs; two browsers and their servers fill a small machine.
  workers: 2,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A test that passes at the second try is a test that fails.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: isRoot ? ['--no-sandbox'] : [],
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [{ name: 'chromium' }],
});
