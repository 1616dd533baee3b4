import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'apps/{benchmark/vitest.mocks,docs/vitest.alone}.config.ts', 'tools'],
  },
});
