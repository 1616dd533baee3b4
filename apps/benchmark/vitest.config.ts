import { nodeProject, sharedProcess } from '../../tools/testing/vitest';
import { mocking } from './vitest.mocks.config';

/** Run by itself on what the main job has recorded, where that is so: .ci/run. */
const apart = process.env['BACKDROPJS_SMOKE'] === 'apart' ? ['test/frozen-smoke.test.ts'] : [];

export default nodeProject('benchmark', {
  ...sharedProcess,
  exclude: ['test/queue/**', ...mocking, ...apart],
  testTimeout: 600_000,
});
