// The browser tests: `pnpm run test:browser`, apart from `npm test` because they need Chromium.
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArguments, chromiumPath } from './tools/testing/browser';

const provider = playwright({
  launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
});

/** New for each project: vitest writes into it. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider,
  instances: [{ browser: 'chromium' as const }],
});

export default defineConfig({
  resolve: { conditions: ['@backdropjs/source', 'module', 'browser', 'development|production'] },
  test: {
    // Only what hangs should fail, also beside other checks.
    testTimeout: 120_000,
    projects: [
      './apps/docs/vitest.browser.config.ts',
      {
        // The unit tests of the packages that promise the same bits in every engine, run again in this one.
        extends: true,
        test: {
          name: 'engine-independent',
          include: ['packages/{random,fields}/{src/**/*,test/frozen}.test.ts'],
          // The first three read reference values from files; the others, statistics, sets and tori, run here before a release.
          exclude: [
            'packages/{fields/src/{condition/condition,npy/numpy},random/src/math/small}.test.ts',
            ...(process.env['BACKDROPJS_ENGINES']
              ? []
              : [
                  'packages/fields/src/{blobs/blobs,multiscale/multiscale,sampler/embed,statistics/statistics}.test.ts',
                ]),
          ],
          browser: browser(),
        },
      },
      {
        // What packages promise on engines that only a browser has.
        extends: true,
        test: {
          name: 'browser-engines',
          include: ['packages/*/test/**/*.browser.ts'],
          // A browser has no environment of its own.
          provide: {
            compacted: Number(process.env['BACKDROPJS_COMPACTED'] ?? 64),
            engines: process.env['BACKDROPJS_ENGINES'] ?? 'one',
          },
          browser: browser(),
        },
      },
    ],
  },
});
