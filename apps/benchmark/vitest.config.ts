import { nodeProject } from '../../tools/vitest';

export default nodeProject('benchmark', { exclude: ['test/queue/**'], testTimeout: 120_000 });
