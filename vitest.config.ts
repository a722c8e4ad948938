import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,components,e2e/model-server,e2e/services}/**/*.test.{ts,tsx}'],
    setupFiles: ['lib/launch/refuse-console-errors.ts'],
    testTimeout: 20_000,
    // What serves models on the machine that tests is no part of the tests.
    env: { FLINT_DISCOVER: 'off' },
    // A test that changes what a global does must not reach the next one.
    restoreMocks: true,
  },
});
