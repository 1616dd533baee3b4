import { nodeProject, sharedProcess } from '../../tools/testing/vitest';
import { mocking } from './vitest.mocks.config';

export default nodeProject('benchmark', {
  ...sharedProcess,
  exclude: ['test/queue/**', ...mocking],
  testTimeout: 600_000,
});
