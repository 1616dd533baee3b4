import { nodeProject } from '../../tools/testing/vitest';

export default nodeProject('benchmark', { exclude: ['test/queue/**'], testTimeout: 600_000 });
