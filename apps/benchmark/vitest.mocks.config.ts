import { nodeProject } from '../../tools/testing/vitest';

/** Tests that put something else in the place of a module, which nothing may have imported before: each has a process of its own. */
export const mocking = ['test/full-disk.test.ts', 'test/refusals/refusals.test.ts'];

export default nodeProject('benchmark-mocks', { include: mocking });
