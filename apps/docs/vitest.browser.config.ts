// `pnpm --filter @backdropjs/docs test:browser`: opens the built site in Chromium. Apart from `npm test`, because it
// needs a browser and the site built before.
import { nodeProject } from '../../tools/testing/vitest';

export default nodeProject('docs-browser', {
  include: ['test/**/*.browser.ts'],
  // Measures a time, which means little beside other checks.
  exclude: process.env['BACKDROPJS_LOOKS'] === 'all' ? [] : ['test/main-thread.browser.ts'],
  testTimeout: 240_000,
});
