import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'e2e/model-server/**/*.test.ts'],
    testTimeout: 20_000,
    reporters: ['default'],
  },
});
