import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'apps/benchmark/vitest.mocks.config.ts', 'tools'],
  },
});
