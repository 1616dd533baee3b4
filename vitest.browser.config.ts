// The browser tests: `pnpm run test:browser`, apart from `npm test` because they need Chromium.
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArguments, chromiumPath } from './tools/browser';

const provider = playwright({
  launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
});

export default defineConfig({
  resolve: { conditions: ['@backdropjs/source', 'module', 'browser', 'development|production'] },
  test: {
    testTimeout: 30_000,
    projects: [
      './apps/docs/vitest.browser.config.ts',
      {
        // The unit tests of the packages that promise the same bits in every engine, run again in this one.
        extends: true,
        test: {
          name: 'engine-independent',
          include: ['packages/{random,fields}/src/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider,
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
