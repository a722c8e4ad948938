import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,components,e2e/model-server,e2e/services}/**/*.test.{ts,tsx}'],
    setupFiles: ['lib/launch/refuse-console-errors.ts'],
    testTimeout: 20_000,
    // A test that changes what a global does must not reach the next one.
    restoreMocks: true,
  },
});
